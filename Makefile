# make run    build, read the sample gazette into a store of its own, serve it
# make test   all tests; what this machine lacks is named in the last lines
# make check  make test, and the linters
# make eval   score the rules on ../shared, where it exists
# make bench  print the performance table

BUILD  := .build
BIN    := $(BUILD)/policygraph
SHARED := ../shared
SKIPS  := $(abspath $(BUILD))/not-run.txt
ADDR   ?= 127.0.0.1:8080

export CGO_ENABLED := 0

.PHONY: run build test check lint eval bench clean

build:
	@mkdir -p $(BUILD)
	go build -o $(BIN) ./cmd/policygraph

run: build
	@echo "Reading the sample gazette into $(BUILD)/sample.db:"
	@$(BIN) ingest --store sqlite:$(BUILD)/sample.db --dataset sample cmd/policygraph/testdata/sample
	@echo "Serving it; open the dashboard in a browser, stop with Ctrl-C (another port: make run ADDR=127.0.0.1:9000):"
	@$(BIN) serve --store sqlite:$(BUILD)/sample.db --addr $(ADDR)

test: build
	@rm -f $(SKIPS); touch $(SKIPS)
	POLICYGRAPH_TEST_NOT_RUN=$(SKIPS) go test -timeout 20m ./...
	@sh .ci/compose $(SKIPS)
	@sh .ci/not-run $(SKIPS)

lint:
	@out=$$(gofmt -l extract graph gql cmd config); [ -z "$$out" ] || { echo "not gofmt-ed: $$out"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go mod tidy -diff

check: lint test

eval: build
	@[ -d $(SHARED) ] || { echo "make eval needs $(SHARED)"; exit 1; }
	@sh .ci/eval $(BIN) $(SHARED)

bench: build
	@sh .ci/bench $(SHARED)

clean:
	rm -rf $(BUILD)
