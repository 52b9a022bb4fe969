package neo4jtest

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Line is a line of releases, with the Java that it needs.
type Line struct {
	Name, Version    string
	javaMin, javaMax int
	main             string
	settings         []string // that the other line does not know
	optional         bool     // where this machine has no Java for it
}

// The lines: the long-term one, and the calendar releases.
var (
	LTS = Line{"5.26", "5.26.31", 17, 21, "org.neo4j.server.CommunityEntryPoint", []string{
		"internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
	}, false}
	Calendar = Line{"calendar", "2026.09.0", 21, 99, "org.neo4j.server.Neo4jCommunity", []string{
		"internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s",
		"server.fleet_discovery.enabled=false", "dbms.fleet_manager.enabled=false", "server.http.x_forward.enabled=false",
	}, true}
)

//go:embed pom.xml
var pom []byte

// distribution is a server's jars and the Java that runs them.
type distribution struct {
	Line
	java, javaText string // the program, and its version
	lib            string
}

// ErrMissing tells that this machine lacks what a server needs: a Java that fits, or Maven where no jars are cached.
var ErrMissing = errors.New("missing on this machine")

// find finds a Java that fits and the jars: in the cache folder, else fetched by Maven.
func find(line Line) (distribution, error) {
	d := distribution{Line: line}
	if d.java, d.javaText = findJava(line); d.java == "" {
		return d, fmt.Errorf("a Java from %d to %d: %w", line.javaMin, line.javaMax, ErrMissing)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return d, err
	}
	folder := filepath.Join(cache, "policygraph", "neo4j-"+line.Version)
	d.lib = filepath.Join(folder, "lib")
	if _, err := os.Stat(d.lib); err == nil {
		return d, nil
	}
	return d, assemble(line, folder, d.lib)
}

// assemble fetches into a temporary folder and renames it, so that a half-filled one is never used.
func assemble(line Line, folder, lib string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return fmt.Errorf("mvn: %w: %w", ErrMissing, err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(folder, "fetching")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	file := filepath.Join(temp, "pom.xml")
	if err := os.WriteFile(file, pom, 0o644); err != nil {
		return err
	}
	out, err := exec.Command(mvn, "-q", "-B", "-f", file, "-Dneo4j.version="+line.Version, "-Dlib="+filepath.Join(temp, "lib"), "package").CombinedOutput()
	if err != nil {
		return fmt.Errorf("mvn: %w: %.500s", err, out)
	}
	if err := os.Rename(filepath.Join(temp, "lib"), lib); err != nil {
		if _, there := os.Stat(lib); there != nil { // another process was first
			return err
		}
	}
	return nil
}

// findJava looks at JAVA_HOME, the PATH and the usual folder.
func findJava(line Line) (path, version string) {
	var list []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		list = append(list, filepath.Join(home, "bin", "java"))
	}
	if java, err := exec.LookPath("java"); err == nil {
		list = append(list, java)
	}
	more, _ := filepath.Glob("/usr/lib/jvm/*/bin/java") // the pattern is sound
	for _, java := range append(list, more...) {
		if v := javaVersion(java); major(v) >= line.javaMin && major(v) <= line.javaMax {
			return java, v
		}
	}
	return "", ""
}

var javaVersionText = regexp.MustCompile(` version "([\w.+-]+)"`)

func javaVersion(java string) string {
	out, err := exec.Command(java, "-version").CombinedOutput()
	if m := javaVersionText.FindSubmatch(out); err == nil && m != nil {
		return string(m[1])
	}
	return ""
}

// major is the first number of a version: 17 of 17.0.15. (Up to Java 8 it was 1.)
func major(version string) int {
	end := strings.IndexFunc(version+".", func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.Atoi(version[:end]) // 0 is too old for all lines
	return n
}

// command makes the command that runs a main class on the jars, with flags of the Java before the usual ones.
func (d distribution) command(home string, flags []string, main string, args ...string) *exec.Cmd {
	flags = append(slices.Clone(flags), "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8", "-XX:+ExitOnOutOfMemoryError")
	for _, p := range strings.Fields("java.nio java.io sun.nio.ch java.util.concurrent") {
		flags = append(flags, "--add-opens=java.base/"+p+"=ALL-UNNAMED")
	}
	if major(d.javaText) >= 24 {
		flags = append(flags, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
	}
	flags = append(flags, "-cp", filepath.Join(d.lib, "*"), main)
	cmd := exec.Command(d.java, append(flags, args...)...)
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+home, "NEO4J_CONF="+filepath.Join(home, "conf"))
	return cmd
}
