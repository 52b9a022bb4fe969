# Built in two steps: a static binary, then an image with nothing else. It runs as an unprivileged user on a root that
# may be read-only; /data is for an embedded store, where no Neo4j is configured.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /policygraph ./cmd/policygraph && mkdir -p /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /policygraph /policygraph
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
ENV POLICYGRAPH_STORE=sqlite:/data/policygraph.db POLICYGRAPH_SERVE_ADDR=0.0.0.0:8080 XDG_CACHE_HOME=/tmp
EXPOSE 8080
ENTRYPOINT ["/policygraph"]
CMD ["serve"]
