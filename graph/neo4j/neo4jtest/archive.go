package neo4jtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Loading classes is a third of a server's start. A first run leaves them in an archive beside the jars, which later
// starts map into memory.
func (d distribution) archive() string {
	return filepath.Join(filepath.Dir(d.lib), "classes-"+d.javaText+".jsa")
}

// learn makes the archive where there is none. A server starts without one too.
func (d distribution) learn() error {
	if _, err := os.Stat(d.archive()); err == nil {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(d.lib), "learning*.jsa")
	if err != nil {
		return err
	}
	f.Close()
	defer os.Remove(f.Name())
	os.Remove(f.Name()) // Java would not write over it
	s, err := start(d, javaFlag("-XX:ArchiveClassesAtExit="+f.Name()))
	if err != nil {
		return err
	}
	s.patience = writeLimit
	err = s.exercise()
	if err == nil {
		err = s.Signal(syscall.SIGTERM)
	}
	s.Stop()
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), d.archive())
}

// writeLimit is how long a Java may take to end that writes an archive.
const writeLimit = 2 * time.Minute

func javaFlag(flag string) Option { return func(s *Server) { s.flags = append(s.flags, flag) } }

// exercise has the server load what statements need.
func (s *Server) exercise() error {
	d, err := s.Driver()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), readyLimit)
	defer cancel()
	defer d.Close(ctx)
	for _, query := range []string{
		"CREATE CONSTRAINT learn IF NOT EXISTS FOR (n:Learn) REQUIRE n.key IS UNIQUE",
		"CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:Learn) ON EACH [n.text]",
		"CALL db.awaitIndexes(60)",
		"UNWIND ['a', 'b'] AS key MERGE (n:Learn {key: key}) SET n.text = key MERGE (n)-[:KNOWS {key: key}]->(n)",
		"CALL db.index.fulltext.queryNodes('words', 'a') YIELD node, score MATCH (node)-[r]->(m) RETURN m.key, count(*) ORDER BY m.key LIMIT 2",
		"MATCH (n) DETACH DELETE n",
	} {
		_, err := neo4j.ExecuteQuery(ctx, d, query, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
		if err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
	}
	return nil
}
