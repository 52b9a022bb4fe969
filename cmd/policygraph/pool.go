package main

import "context"

// inOrder works on the inputs with some workers at once and hands the results over in the order of the
// inputs. At most twice as many results as workers wait, so memory does not grow with the input. It stops
// between inputs when ctx ends or take fails.
func inOrder[R any](ctx context.Context, workers int, files []file, work func(file) R, take func(file, R) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type job struct {
		f    file
		done chan R
	}
	queue := make(chan job)
	waiting := make(chan job, 2*workers)
	for range workers {
		go func() {
			for j := range queue {
				j.done <- work(j.f)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(waiting)
		for _, f := range files {
			j := job{f, make(chan R, 1)}
			select {
			case waiting <- j:
			case <-ctx.Done():
				return
			}
			queue <- j
		}
	}()
	var err error
	for j := range waiting {
		r := <-j.done
		if err == nil {
			if err = take(j.f, r); err != nil {
				stop()
			}
		}
	}
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}
