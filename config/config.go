// Package config holds the settings of policygraph as values: defaults, then a file, then the environment,
// then flags, each stronger than the one before; checked as a whole at start. It imports nothing of ours.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// Config is the effective configuration.
type Config struct {
	Store   string // sqlite:FILE, bolt://…, neo4j://… (+s, +ssc)
	Dataset string

	Ingest struct {
		Workers      int
		MaxFileBytes int64
		Batch        int // sources a transaction
	}
	Serve struct {
		Addr     string
		GraphiQL bool
		Deadline time.Duration
		Requests int      // at once
		Origins  []string // of pages elsewhere that may ask (CORS)
	}
	Limits struct {
		Bytes, Tokens, Nesting, Depth, Aliases, Roots, Cost, Page int
	}
	Log struct {
		Level, Format string
	}
	Neo4j struct {
		User, Password, Database string
	}
	Copy struct {
		FromPassword, ToPassword string // where two servers have one each
	}

	origins map[string]string
	v       *viper.Viper
}

// EnvPrefix begins the names of environment variables: POLICYGRAPH_SERVE_ADDR is serve.addr.
const EnvPrefix = "POLICYGRAPH_"

// Load reads the configuration. file is the path given with --config ("" searches policygraph.yaml in the
// working folder and in the user's configuration folder); flags are those of the command line, bound by
// the names of Settings. Errors name the setting, where it stands and what it may be.
func Load(file string, flags *pflag.FlagSet, environ []string) (*Config, error) {
	v := viper.New()
	used, fileKeys, err := readFile(v, file)
	if err != nil {
		return nil, err
	}
	env, err := readEnv(environ)
	if err != nil {
		return nil, err
	}
	c := &Config{origins: map[string]string{}, v: v}
	var problems []error
	for _, s := range Settings {
		raw, origin := s.Default(), "default"
		if fileKeys[s.Key] {
			raw, origin = v.Get(s.Key), "file "+used
		}
		if value, ok := env[s.Key]; ok {
			raw, origin = value, "environment "+s.Env()
		}
		if f := flagOf(flags, s); f != nil && f.Changed {
			raw, origin = f.Value.String(), "flag --"+f.Name
		}
		v.Set(s.Key, raw)
		c.origins[s.Key] = origin
		if err := s.apply(c, v); err != nil {
			problems = append(problems, fmt.Errorf("%s (%s): %w", s.Key, origin, err))
		}
	}
	return c, errors.Join(problems...)
}

func flagOf(flags *pflag.FlagSet, s Setting) *pflag.Flag {
	if flags == nil || s.Flag == "" {
		return nil
	}
	return flags.Lookup(s.Flag)
}

// readFile reads the configuration file, if there is one, and refuses keys that no setting has.
func readFile(v *viper.Viper, file string) (used string, keys map[string]bool, err error) {
	if file == "" {
		if file = find(); file == "" {
			return "", nil, nil
		}
	}
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil {
		return "", nil, fmt.Errorf("configuration file %s: %w", file, err)
	}
	keys = map[string]bool{}
	var unknown []string
	for _, k := range v.AllKeys() {
		if Lookup(k) == nil {
			unknown = append(unknown, k)
		}
		keys[k] = true
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		return "", nil, fmt.Errorf("configuration file %s: unknown keys %s; `policygraph config` lists the known ones", file, strings.Join(unknown, ", "))
	}
	return file, keys, nil
}

func find() string {
	places := []string{"policygraph.yaml"}
	if dir, err := os.UserConfigDir(); err == nil {
		places = append(places, filepath.Join(dir, "policygraph", "policygraph.yaml"))
	}
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}

// readEnv takes the POLICYGRAPH_ variables and refuses those that no setting has.
func readEnv(environ []string) (map[string]string, error) {
	known := map[string]string{}
	for _, s := range Settings {
		known[s.Env()] = s.Key
	}
	values := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		if !strings.HasPrefix(name, EnvPrefix) || name == EnvPrefix+"CONFIG" || strings.HasPrefix(name, EnvPrefix+"TEST_") || name == EnvPrefix+"CORPUS" {
			continue
		}
		key, ok := known[name]
		if !ok {
			return nil, fmt.Errorf("environment variable %s: no such setting; `policygraph config` lists the known ones", name)
		}
		values[key] = value
	}
	return values, nil
}

// Origin tells where the value of a setting is from.
func (c *Config) Origin(key string) string { return c.origins[key] }

// userinfo is what a URL can say of a user and a password.
var userinfo = regexp.MustCompile(`//[^/@]*(?:@[^/@]*)*@`)

// Value is the effective value as text; secrets are hidden.
func (c *Config) Value(key string) string {
	s := userinfo.ReplaceAllString(c.v.GetString(key), "//")
	if set := Lookup(key); set != nil && set.Secret && s != "" {
		return "(set)"
	}
	return s
}

// CheckStore tells what is wrong with the URL of a store that is no setting.
func CheckStore(url string) error { return checkStore(url) }

// DefaultStore is a SQLite file in the user's data directory ($XDG_DATA_HOME, else ~/.local/share; the
// system's own place elsewhere).
func DefaultStore() string {
	dir := os.Getenv("XDG_DATA_HOME")
	if dir == "" {
		if home, err := os.UserHomeDir(); err == nil {
			dir = filepath.Join(home, ".local", "share")
		}
	}
	return "sqlite:" + filepath.Join(dir, "policygraph", "policygraph.db")
}
