package gql

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/policygraph/policygraph/gql/guard"
	"github.com/policygraph/policygraph/graph"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

//go:embed dashboard/index.html dashboard/static
var dashboardFiles embed.FS

//go:embed graphiql/index.html graphiql/dist
var graphiqlFiles embed.FS

// Options of a server. Store is needed; the rest has defaults.
type Options struct {
	Store       graph.Store
	Limits      guard.Limits     // zero ones take guard.Defaults
	Timeout     time.Duration    // of one request; 10 s if zero
	Concurrency int              // requests at once, more are refused with 503; 64 if zero
	GraphiQL    bool             // serve /graphiql
	Dashboard   fs.FS            // instead of the embedded one
	Origins     []string         // CORS allow-list; empty: none
	Version     string           // shown by /healthz
	Now         func() time.Time // the only clock; time.Now if nil
	Logger      *slog.Logger
}

// Server answers over HTTP.
type Server struct {
	http.Handler
	schema  *Schema
	store   graph.Store
	limits  guard.Limits
	timeout time.Duration
	places  chan struct{}
	origins map[string]bool
	version string
	now     func() time.Time
	log     *slog.Logger
	cache   *lru.Cache[[32]byte, *prepared]
	metrics *metrics
}

// NewServer makes a server of options.
func NewServer(o Options) (*Server, error) {
	if o.Store == nil {
		return nil, errors.New("server: no store")
	}
	schema, err := NewSchema()
	if err != nil {
		return nil, err
	}
	cache, err := lru.New[[32]byte, *prepared](cacheSize)
	if err != nil {
		return nil, fmt.Errorf("server: cache of %d: %w", cacheSize, err)
	}
	s := &Server{schema: schema, store: o.Store, limits: o.Limits.WithDefaults(), timeout: o.Timeout, version: o.Version,
		now: o.Now, log: o.Logger, cache: cache, metrics: newMetrics(), origins: map[string]bool{}}
	s.defaults(o)
	for _, origin := range o.Origins {
		s.origins[origin] = true
	}
	s.Handler, err = s.routes(o)
	return s, err
}

func (s *Server) defaults(o Options) {
	if s.timeout <= 0 {
		s.timeout = 10 * time.Second
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	n := o.Concurrency
	if n <= 0 {
		n = 64
	}
	s.places = make(chan struct{}, n)
}

func (s *Server) routes(o Options) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("/graphql", s.serveGraphQL)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	if o.GraphiQL {
		files, err := fs.Sub(graphiqlFiles, "graphiql")
		if err != nil {
			return nil, fmt.Errorf("server: graphiql: %w", err)
		}
		mux.Handle("GET /graphiql", http.RedirectHandler("/graphiql/", http.StatusFound))
		mux.Handle("GET /graphiql/", http.StripPrefix("/graphiql", static(files, graphiqlPolicy)))
	}
	board := o.Dashboard
	if board == nil {
		files, err := fs.Sub(dashboardFiles, "dashboard")
		if err != nil {
			return nil, fmt.Errorf("server: dashboard: %w", err)
		}
		board = files
	}
	mux.Handle("/", static(board, dashboardPolicy))
	return s.recovered(mux), nil
}

// recovered masks panics of handlers and sets what every response carries.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.log.Error("panic in a handler", "path", r.URL.Path, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// Policies of content: nothing from elsewhere, no inline scripts. GraphiQL styles its editor from scripts.
const (
	dashboardPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
	graphiqlPolicy  = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)

func static(files fs.FS, policy string) http.Handler {
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok", s.version)
}

// readyz tells whether the store answers.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	err := s.store.View(ctx, func(reader graph.Reader) error {
		_, err := reader.Nodes(ctx, []graph.Key{"readyz"})
		return err
	})
	if err != nil {
		s.log.Warn("the store does not answer", "error", err.Error())
		http.Error(w, "store unavailable", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ready")
}
