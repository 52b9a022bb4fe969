package neo4jtest

import (
	"fmt"
	"strings"
)

// importHeap is what an import needs, however little it reads; the server is stopped meanwhile.
const importHeap = "-Xmx512m"

// AdminIn is Admin in a folder, for arguments that name files there.
func (s *Server) AdminIn(folder string, args ...string) (string, error) {
	cmd := s.dist.command(s.home, append([]string{importHeap}, quick...), "org.neo4j.cli.AdminTool", args...)
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("neo4j-admin %s: %w: %.2000s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}
