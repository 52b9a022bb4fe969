package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policygraph.yaml")
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStrongerPlacesWin(t *testing.T) {
	file := write(t, "dataset: from-file\nserve:\n  addr: 127.0.0.1:1\nlog:\n  level: warn\n")
	flags := pflag.NewFlagSet("t", pflag.ContinueOnError)
	flags.String("dataset", "", "")
	if err := flags.Parse([]string{"--dataset", "from-flag"}); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file, flags, []string{"POLICYGRAPH_SERVE_ADDR=127.0.0.1:2", "POLICYGRAPH_DATASET=from-env", "HOME=/"})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct{ got, want, key, origin string }{
		{c.Dataset, "from-flag", "dataset", "flag --dataset"},
		{c.Serve.Addr, "127.0.0.1:2", "serve.addr", "environment POLICYGRAPH_SERVE_ADDR"},
		{c.Log.Level, "warn", "log.level", "file " + file},
		{c.Log.Format, "text", "log.format", "default"},
	} {
		if w.got != w.want || c.Origin(w.key) != w.origin {
			t.Errorf("%s = %q from %q, want %q from %q", w.key, w.got, c.Origin(w.key), w.want, w.origin)
		}
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	cases := []struct {
		name, file string
		env        []string
		want       []string
	}{
		{"unknown key in the file", "serv:\n  addr: x\n", nil, []string{"serv.addr", "unknown keys"}},
		{"unknown variable", "", []string{"POLICYGRAPH_SERVER_ADDR=x"}, []string{"POLICYGRAPH_SERVER_ADDR"}},
		{"two wrong values at once", "limits:\n  depth: many\nlog:\n  level: loud\n", nil, []string{"limits.depth", "many", "log.level", "loud", "debug, info"}},
		{"a store of another kind", "", []string{"POLICYGRAPH_STORE=mysql://x"}, []string{"POLICYGRAPH_STORE", "sqlite:FILE"}},
		{"no origin", "", []string{"POLICYGRAPH_SERVE_ORIGINS=https://good.example, *"}, []string{"serve.origins", `"*"`, "https://example.org"}},
		{"an address for an origin", "serve:\n  origins: https://good.example/page\n", nil, []string{"serve.origins", "https://good.example/page"}},
		{"broken file", "a: [", nil, []string{"policygraph.yaml"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(write(t, c.file), nil, c.env)
			if err == nil {
				t.Fatal("no error")
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error %q does not mention %q", err, w)
				}
			}
		})
	}
}

func TestOriginsAreAList(t *testing.T) {
	want := []string{"https://a.example", "http://localhost:3000"}
	for file, env := range map[string][]string{
		"": {"POLICYGRAPH_SERVE_ORIGINS=https://a.example, http://localhost:3000"},
		"serve:\n  origins: [https://a.example, 'http://localhost:3000']\n": nil,
	} {
		c, err := Load(write(t, file), nil, env)
		if err != nil || !slices.Equal(c.Serve.Origins, want) {
			t.Errorf("%q %v: %v %v", file, env, c.Serve.Origins, err)
		}
	}
	if c, err := Load(write(t, ""), nil, nil); err != nil || len(c.Serve.Origins) > 0 {
		t.Errorf("origins are let in unasked: %v %v", c.Serve.Origins, err)
	}
}

func TestSecretsAreHidden(t *testing.T) {
	c, err := Load(write(t, ""), nil, []string{"POLICYGRAPH_NEO4J_PASSWORD=geheim"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Neo4j.Password != "geheim" || c.Value("neo4j.password") != "(set)" {
		t.Errorf("password %q shown as %q", c.Neo4j.Password, c.Value("neo4j.password"))
	}
}
