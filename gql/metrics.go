package gql

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics are what /metrics shows of the server.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec // by code: "ok" or extensions.code of the first error
	seconds  prometheus.Histogram
	busy     prometheus.Gauge
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "policygraph_graphql_requests_total",
			Help: "GraphQL requests by the code of their first error, or ok."}, []string{"code"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "policygraph_graphql_seconds",
			Help: "Time of GraphQL requests.", Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10}}),
		busy: prometheus.NewGauge(prometheus.GaugeOpts{Name: "policygraph_graphql_under_way", Help: "GraphQL requests under way."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.busy, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}
