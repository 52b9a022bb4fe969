package config

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cast"
	"github.com/spf13/viper"
)

// Setting is one row of the table of settings.
type Setting struct {
	Key    string
	Flag   string // of the command line, "" for none
	Help   string
	Secret bool
	value  any // default; func() any if computed
	set    func(c *Config, v any) error
}

// Default is the value that holds where nothing else is said.
func (s Setting) Default() any {
	if f, ok := s.value.(func() string); ok {
		return f()
	}
	return s.value
}

// Env is the name of the setting in the environment.
func (s Setting) Env() string {
	return EnvPrefix + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(s.Key))
}

func (s Setting) apply(c *Config, v *viper.Viper) error { return s.set(c, v.Get(s.Key)) }

// Lookup finds a setting; nil if there is none.
func Lookup(key string) *Setting {
	for i := range Settings {
		if Settings[i].Key == key {
			return &Settings[i]
		}
	}
	return nil
}

// Settings is the table of all settings.
var Settings = []Setting{
	{Key: "store", Flag: "store", value: DefaultStore, Help: "where the graph is: sqlite:FILE, bolt://HOST:PORT or neo4j://HOST:PORT (+s, +ssc for TLS)", set: text(func(c *Config) *string { return &c.Store }, checkStore)},
	{Key: "dataset", Flag: "dataset", value: "default", Help: "name of the dataset that sources belong to", set: text(func(c *Config) *string { return &c.Dataset }, checkDataset)},
	{Key: "ingest.workers", Flag: "workers", value: 0, Help: "files read at once; 0: one a processor", set: number(func(c *Config) *int { return &c.Ingest.Workers }, 0, 256)},
	{Key: "ingest.max_file_bytes", Flag: "max-file-bytes", value: int64(64 << 20), Help: "a larger file is refused by name", set: size(func(c *Config) *int64 { return &c.Ingest.MaxFileBytes })},
	{Key: "ingest.batch", value: 128, Help: "sources written in one transaction when loading in bulk, at most (and about 4 MB of text)", set: number(func(c *Config) *int { return &c.Ingest.Batch }, 1, 10000)},
	{Key: "serve.addr", Flag: "addr", value: "127.0.0.1:8080", Help: "address to listen on, HOST:PORT", set: text(func(c *Config) *string { return &c.Serve.Addr }, checkAddr)},
	{Key: "serve.graphiql", Flag: "graphiql", value: true, Help: "serve GraphiQL at /graphiql", set: boolean(func(c *Config) *bool { return &c.Serve.GraphiQL })},
	{Key: "serve.deadline", value: "10s", Help: "time a query may take", set: duration(func(c *Config) *time.Duration { return &c.Serve.Deadline })},
	{Key: "serve.requests", value: 32, Help: "queries executed at once; more are answered 503", set: number(func(c *Config) *int { return &c.Serve.Requests }, 1, 10000)},
	{Key: "serve.origins", value: "", Help: "origins of other sites whose pages may ask (CORS), comma separated: https://example.org", set: origins(func(c *Config) *[]string { return &c.Serve.Origins })},
	{Key: "limits.bytes", value: 128 << 10, Help: "bytes of a request", set: number(func(c *Config) *int { return &c.Limits.Bytes }, 1<<10, 16<<20)},
	{Key: "limits.tokens", value: 3000, Help: "tokens of a query", set: number(func(c *Config) *int { return &c.Limits.Tokens }, 10, 100000)},
	{Key: "limits.nesting", value: 64, Help: "brackets within brackets, before parsing", set: number(func(c *Config) *int { return &c.Limits.Nesting }, 4, 500)},
	{Key: "limits.depth", value: 24, Help: "fields within fields", set: number(func(c *Config) *int { return &c.Limits.Depth }, 2, 100)},
	{Key: "limits.aliases", value: 100, Help: "aliases of a query", set: number(func(c *Config) *int { return &c.Limits.Aliases }, 0, 10000)},
	{Key: "limits.roots", value: 40, Help: "root fields of a query", set: number(func(c *Config) *int { return &c.Limits.Roots }, 1, 10000)},
	{Key: "limits.cost", value: 1000000, Help: "fields times page sizes, fragments expanded", set: number(func(c *Config) *int { return &c.Limits.Cost }, 100, 1<<30)},
	{Key: "limits.page", value: 1000, Help: "largest page (first, last)", set: number(func(c *Config) *int { return &c.Limits.Page }, 1, 10000)},
	{Key: "log.level", Flag: "log-level", value: "info", Help: "debug, info, warn or error", set: text(func(c *Config) *string { return &c.Log.Level }, oneOf("debug", "info", "warn", "error"))},
	{Key: "log.format", Flag: "log-format", value: "text", Help: "text or json", set: text(func(c *Config) *string { return &c.Log.Format }, oneOf("text", "json"))},
	{Key: "neo4j.user", value: "neo4j", Help: "user of the Neo4j server", set: text(func(c *Config) *string { return &c.Neo4j.User }, nil)},
	{Key: "neo4j.password", value: "", Secret: true, Help: "its password", set: text(func(c *Config) *string { return &c.Neo4j.Password }, nil)},
	{Key: "neo4j.database", value: "neo4j", Help: "its database", set: text(func(c *Config) *string { return &c.Neo4j.Database }, nil)},
	{Key: "copy.from_password", value: "", Secret: true, Help: "password of the server to copy from, if it is another than neo4j.password", set: text(func(c *Config) *string { return &c.Copy.FromPassword }, nil)},
	{Key: "copy.to_password", value: "", Secret: true, Help: "password of the server to copy into, if it is another", set: text(func(c *Config) *string { return &c.Copy.ToPassword }, nil)},
}

type setter = func(*Config, any) error

func text(field func(*Config) *string, check func(string) error) setter {
	return func(c *Config, v any) error {
		s, err := cast.ToStringE(v)
		if err != nil {
			return fmt.Errorf("%v is not a text", v)
		}
		if check != nil {
			if err := check(s); err != nil {
				return err
			}
		}
		*field(c) = s
		return nil
	}
}

func number(field func(*Config) *int, least, most int) setter {
	return func(c *Config, v any) error {
		n, err := cast.ToIntE(v)
		if err != nil || n < least || n > most {
			return fmt.Errorf("%q is not a whole number from %d to %d", fmt.Sprint(v), least, most)
		}
		*field(c) = n
		return nil
	}
}

func size(field func(*Config) *int64) setter {
	return func(c *Config, v any) error {
		n, err := cast.ToInt64E(v)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is not a number of bytes above 0", fmt.Sprint(v))
		}
		*field(c) = n
		return nil
	}
}

func boolean(field func(*Config) *bool) setter {
	return func(c *Config, v any) error {
		b, err := cast.ToBoolE(v)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", fmt.Sprint(v))
		}
		*field(c) = b
		return nil
	}
}

func duration(field func(*Config) *time.Duration) setter {
	return func(c *Config, v any) error {
		d, err := time.ParseDuration(fmt.Sprint(v))
		if err != nil || d <= 0 {
			return fmt.Errorf("%q is not a time such as 10s or 1m30s", fmt.Sprint(v))
		}
		*field(c) = d
		return nil
	}
}

// origins reads a list of scheme://host[:port]. "*" is none: pages are let in by name.
func origins(field func(*Config) *[]string) setter {
	return func(c *Config, v any) error {
		all, err := cast.ToStringSliceE(v)
		if s, ok := v.(string); ok {
			all, err = strings.Split(s, ","), nil
		}
		if err != nil {
			return fmt.Errorf("%v is no list of origins", v)
		}
		var list []string
		for _, o := range all {
			if o = strings.TrimSpace(o); o == "" {
				continue
			}
			u, err := url.Parse(o)
			if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || o != u.Scheme+"://"+u.Host {
				return fmt.Errorf("%q is not an origin such as https://example.org", o)
			}
			list = append(list, o)
		}
		*field(c) = list
		return nil
	}
}

func oneOf(words ...string) func(string) error {
	return func(s string) error {
		for _, w := range words {
			if s == w {
				return nil
			}
		}
		return fmt.Errorf("%q is none of %s", s, strings.Join(words, ", "))
	}
}

func checkStore(s string) error {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" {
		return fmt.Errorf("%q is not a store; use sqlite:FILE, bolt://HOST:PORT or neo4j://HOST:PORT", s)
	}
	switch scheme {
	case "sqlite":
		return nil
	case "bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc":
		if strings.HasPrefix(rest, "//") && len(rest) > 2 {
			return nil
		}
	}
	return fmt.Errorf("%q is not a store; use sqlite:FILE, bolt://HOST:PORT or neo4j://HOST:PORT", userinfo.ReplaceAllString(s, "//"))
}

func checkDataset(s string) error {
	if s == "" || strings.ContainsAny(s, "/\\\x00\n") {
		return fmt.Errorf("%q is not a dataset name: at least one character, no slash", s)
	}
	return nil
}

func checkAddr(s string) error {
	if _, port, err := net.SplitHostPort(s); err != nil || port == "" {
		return fmt.Errorf("%q is not HOST:PORT", s)
	}
	return nil
}
