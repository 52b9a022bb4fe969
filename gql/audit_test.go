package gql

import (
	"strings"
	"testing"
)

// TestAudit: npm's graphql-http asks a served store whether it speaks GraphQL over HTTP.
func TestAudit(t *testing.T) {
	const suite = "gql.TestAudit (GraphQL over HTTP, npm's graphql-http)"
	needs(t, suite, "nodejs npm", "node")
	needs(t, suite, "nodejs npm", "npm")
	runNode(t, suite, "audit.mjs", nil, serveSample(t)+"/graphql")
}

// TestLockNamesNoRegistry: the lock file holds on any registry, which npm's own configuration names.
func TestLockNamesNoRegistry(t *testing.T) {
	if lock := readText(t, nodeFolder+"/package-lock.json"); strings.Contains(lock, "http://") || strings.Contains(lock, "https://") {
		t.Error("make it with npm install --package-lock-only --omit-lockfile-registry-resolved")
	}
}
