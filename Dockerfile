# Built in two steps: a static binary, then an image with nothing else. Runs as an unprivileged user; only
# /data is written.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /policygraph ./cmd/policygraph && mkdir -p /data

FROM scratch
COPY --from=build /policygraph /policygraph
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV POLICYGRAPH_STORE=sqlite:/data/policygraph.db POLICYGRAPH_SERVE_ADDR=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["/policygraph"]
CMD ["serve"]
