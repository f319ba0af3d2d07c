package main

import (
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"linkwork/internal/db"
)

// serveMetrics serves /metrics on an address of its own. The figures are of
// the process and the database; none has a label that could name anybody.
func serveMetrics(address string, d *db.DB) (stop func(), err error) {
	figures := prometheus.NewRegistry()
	figures.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "linkwork_commits_total", Help: "Commits of the database."}, func() float64 { return float64(d.Stats().Commits) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "linkwork_writes_total", Help: "Acts acknowledged as durable."}, func() float64 { return float64(d.Stats().Writes) }))
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(figures, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(l)
	return func() { server.Close() }, nil
}
