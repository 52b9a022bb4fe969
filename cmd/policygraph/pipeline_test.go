package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The whole pipeline ends in the same graph whatever the order of its files (law 5): papers that replace each
// other, a gazette that prints what a page prints too, a plan without its notice.
func TestAnyOrderOfFiles(t *testing.T) {
	files := []string{"testdata/sample/lanchuan-2023-06.txt", "testdata/sample/pages/lan-zheng-fa-2016-22.txt", "testdata/sample/pages/lan-zheng-fa-2009-31.txt"}
	dir := t.TempDir()
	again := filepath.Join(dir, "again.txt")
	text := "澜川市人民政府关于加强城市供水节水工作的实施意见\n\n澜政发〔2023〕16号\n\n各区县（市）人民政府：\n\n为深入贯彻《城市供水条例》，现提出如下实施意见。\n\n一、保障供水安全。（责任单位：市住建局）\n\n本意见自2023年6月20日起施行，有效期五年。\n\n澜川市人民政府\n2023年5月19日\n"
	if err := os.WriteFile(again, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	files = append(files, again)
	want := ""
	for n, order := range permutations(len(files)) {
		store := "sqlite:" + filepath.Join(dir, fmt.Sprint(n, ".db"))
		for _, i := range order {
			mustRun(t, "ingest", "--store", store, files[i])
		}
		got := mustRun(t, "export", "--store", store, "--format", "jsonl")
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("order %v ends in another graph: %s", order, firstDifference(want, got))
		}
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for i := 0; i <= len(p); i++ {
			q := append(append(append([]int{}, p[:i]...), n-1), p[i:]...)
			out = append(out, q)
		}
	}
	return out
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, strings.NewReader(""), &out, &errs); code != exitOK {
		t.Fatalf("policygraph %v: exit code %d: %s", args, code, &errs)
	}
	return out.String()
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("line %d:\n%s\n%s", i+1, as[i], bs[i])
		}
	}
	return "one is longer"
}

// An interrupt stops between sources; the same command goes on where it stopped and ends in the same graph.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	sample, err := os.ReadFile("testdata/sample/lanchuan-2023-06.txt")
	if err != nil {
		t.Fatal(err)
	}
	const copies = 400
	for i := range copies {
		text := strings.ReplaceAll(string(sample), "澜政发〔2023〕", fmt.Sprintf("澜政发〔%d〕", 1600+i))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	store := "sqlite:" + filepath.Join(t.TempDir(), "a.db")
	cmd := exec.Command(os.Args[0], "ingest", "--store", store, dir)
	cmd.Env = append(os.Environ(), "POLICYGRAPH_TEST_MAIN=1")
	var errs lockedBuffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(errs.String(), "100 of") {
		time.Sleep(5 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if cmd.ProcessState.ExitCode() != exitInput || !strings.Contains(errs.String(), "interrupted") {
		t.Fatalf("exit code %d, standard error %s", cmd.ProcessState.ExitCode(), errs.String())
	}
	out := mustRun(t, "ingest", "--store", store, dir)
	if !strings.Contains(out, " unchanged, 0 failed") || strings.Contains(out, " 0 unchanged") {
		t.Errorf("the second run did not go on where the first stopped: %s", out)
	}
	whole := "sqlite:" + filepath.Join(t.TempDir(), "b.db")
	mustRun(t, "ingest", "--store", whole, dir)
	if a, b := mustRun(t, "export", "--store", store, "--format", "jsonl"), mustRun(t, "export", "--store", whole, "--format", "jsonl"); a != b {
		t.Errorf("an interrupted ingest ends in another graph: %s", firstDifference(b, a))
	}
}
