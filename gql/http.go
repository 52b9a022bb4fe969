package gql

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// The media types of GraphQL over HTTP. The older one keeps 200 for errors of the document.
const (
	mediaResponse = "application/graphql-response+json"
	mediaJSON     = "application/json"
)

// serveGraphQL is GraphQL over HTTP: POST of application/json, GET for queries.
func (s *Server) serveGraphQL(w http.ResponseWriter, r *http.Request) {
	if s.cors(w, r) {
		return
	}
	media := accepted(r.Header.Values("Accept"))
	if media == "" {
		http.Error(w, "acceptable are "+mediaResponse+" and "+mediaJSON, http.StatusNotAcceptable)
		return
	}
	ask, refused := s.read(w, r)
	if refused != nil {
		s.write(w, media, refused)
		return
	}
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	default:
		w.Header().Set("Retry-After", "1")
		s.write(w, media, refusal(http.StatusServiceUnavailable, "", fail(Unavailable, "the server is busy; try again").shown("")))
		return
	}
	id := requestID()
	w.Header().Set("X-Request-Id", id)
	ctx, cancel := context.WithTimeout(r.Context(), s.timeout)
	defer cancel()
	start := time.Now()
	s.metrics.busy.Inc()
	a := s.answer(ctx, id, ask)
	s.metrics.busy.Dec()
	s.metrics.seconds.Observe(time.Since(start).Seconds())
	s.log.Debug("graphql", "request", id, "status", a.status, "code", string(a.code), "bytes", len(a.body), "took", time.Since(start))
	s.write(w, media, a)
}

func requestID() string {
	b := make([]byte, 8)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func (s *Server) write(w http.ResponseWriter, media string, a *answer) {
	code := string(a.code)
	if code == "" {
		code = "ok"
	}
	s.metrics.requests.WithLabelValues(code).Inc()
	status := a.status
	if media == mediaJSON && status == http.StatusBadRequest && a.code != BadRequest {
		status = http.StatusOK
	}
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept")
	if status == http.StatusMethodNotAllowed {
		h.Set("Allow", "POST")
	}
	w.WriteHeader(status)
	w.Write(a.body)
}

// accepted chooses the media type of the response; "" if the client takes neither.
func accepted(headers []string) string {
	if len(headers) == 0 {
		return mediaJSON
	}
	best, quality := "", 0.0
	for _, part := range strings.Split(strings.Join(headers, ","), ",") {
		t, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") {
			continue
		}
		q := 1.0
		if v, ok := params["q"]; ok {
			q = weight(v)
		}
		media := map[string]string{mediaResponse: mediaResponse, mediaJSON: mediaJSON, "application/*": mediaJSON, "*/*": mediaJSON}[t]
		if media != "" && q > quality {
			best, quality = media, q
		}
	}
	return best
}

func weight(q string) float64 {
	var f float64
	if err := json.Unmarshal([]byte(q), &f); err != nil {
		return 0
	}
	return f
}

func bad(status int, format string, args ...any) *answer {
	return refusal(status, "", fail(BadRequest, format, args...).shown(""))
}

// read takes the question out of a request.
func (s *Server) read(w http.ResponseWriter, r *http.Request) (question, *answer) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return s.readURL(r)
	case http.MethodPost:
		return s.readBody(w, r)
	}
	w.Header().Set("Allow", "GET, POST")
	return question{}, bad(http.StatusMethodNotAllowed, "use POST, or GET for queries")
}

func (s *Server) readURL(r *http.Request) (question, *answer) {
	if len(r.URL.RawQuery) > s.limits.Bytes {
		return question{}, bad(http.StatusRequestURITooLong, "the query string is longer than %d bytes", s.limits.Bytes)
	}
	v := r.URL.Query()
	ask := question{query: v.Get("query"), operation: v.Get("operationName"), readOnly: true}
	if ask.query == "" {
		return ask, bad(http.StatusBadRequest, "the parameter query is missing")
	}
	for _, name := range []string{"variables", "extensions"} {
		text := v.Get(name)
		if text == "" {
			continue
		}
		m, err := object([]byte(text))
		if err != nil {
			return ask, bad(http.StatusBadRequest, "the parameter %s is no JSON object", name)
		}
		if name == "variables" {
			ask.variables = m
		}
	}
	return ask, nil
}

func (s *Server) readBody(w http.ResponseWriter, r *http.Request) (question, *answer) {
	// A browser sends other types across sites without asking first, so only this one is read.
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON || params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8") {
		return question{}, bad(http.StatusUnsupportedMediaType, "the body must be application/json in UTF-8")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.limits.Bytes)))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return question{}, bad(http.StatusRequestEntityTooLarge, "the body is longer than %d bytes", s.limits.Bytes)
	}
	if err != nil {
		return question{}, bad(http.StatusBadRequest, "the body cannot be read")
	}
	m, err := object(body)
	if err != nil {
		return question{}, bad(http.StatusBadRequest, "the body is no JSON object; requests in a list are not taken")
	}
	return members(m)
}

// object decodes a JSON object, numbers as written. encoding/json itself stops at 10,000 levels.
func object(text []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("more than one value")
	}
	return m, nil
}

func members(m map[string]any) (question, *answer) {
	var ask question
	var ok bool
	if ask.query, ok = m["query"].(string); !ok || ask.query == "" {
		return ask, bad(http.StatusBadRequest, "query is missing or no text")
	}
	if v := m["operationName"]; v != nil {
		if ask.operation, ok = v.(string); !ok {
			return ask, bad(http.StatusBadRequest, "operationName is no text")
		}
	}
	if v := m["variables"]; v != nil {
		if ask.variables, ok = v.(map[string]any); !ok {
			return ask, bad(http.StatusBadRequest, "variables is no object")
		}
	}
	if v := m["extensions"]; v != nil {
		if _, ok = v.(map[string]any); !ok {
			return ask, bad(http.StatusBadRequest, "extensions is no object")
		}
	}
	return ask, nil
}

// cors lets listed origins in; it tells whether the request was only the question whether it may come.
func (s *Server) cors(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	if len(s.origins) > 0 {
		h.Add("Vary", "Origin")
	}
	origin := r.Header.Get("Origin")
	allowed := s.origins[origin]
	if allowed {
		h.Set("Access-Control-Allow-Origin", origin)
	}
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	if allowed {
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Allow-Headers", "Content-Type, Accept")
		h.Set("Access-Control-Max-Age", "600")
	}
	w.WriteHeader(http.StatusNoContent)
	return true
}
