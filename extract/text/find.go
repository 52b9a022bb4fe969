package text

import "strings"

// Index is strings.Index, made for Chinese text: it looks for the last byte of the word, of which there are many, where
// the library looks for the first, which in Chinese is one of a few that begin every character.
func Index(s, word string) int {
	n := len(word)
	if n < 2 || len(s) < n {
		return strings.Index(s, word)
	}
	a, b := word[n-2], word[n-1]
	for i := n - 1; i < len(s); i++ {
		k := strings.IndexByte(s[i:], b)
		if k < 0 {
			return -1
		}
		if i += k; s[i-1] == a && s[i+1-n:i+1] == word {
			return i + 1 - n
		}
	}
	return -1
}

// Contains is strings.Contains, made for Chinese text.
func Contains(s, word string) bool { return Index(s, word) >= 0 }

// LastIndex is strings.LastIndex, made for Chinese text.
func LastIndex(s, word string) int {
	n := len(word)
	if n < 2 {
		return strings.LastIndex(s, word)
	}
	a, b := word[n-2], word[n-1]
	for i := len(s) - 1; i >= n-1; i-- {
		if s[i] == b && s[i-1] == a && s[i+1-n:i+1] == word {
			return i + 1 - n
		}
	}
	return -1
}

// HasAny tells whether s holds one of a few words. For many words or long texts Words is faster.
func HasAny(s string, words ...string) bool {
	for _, w := range words {
		if Index(s, w) >= 0 {
			return true
		}
	}
	return false
}

// StartsAny tells whether s starts with one of the words. The last bytes are compared first: they differ most.
func StartsAny(s string, words ...string) bool {
	for _, w := range words {
		if n := len(w); n == 0 || len(s) >= n && s[n-1] == w[n-1] && s[:n] == w {
			return true
		}
	}
	return false
}

// EndsAny tells whether s ends in one of the words.
func EndsAny(s string, words ...string) bool {
	for _, w := range words {
		if n := len(w); n == 0 || len(s) >= n && s[len(s)-1] == w[n-1] && s[len(s)-n:] == w {
			return true
		}
	}
	return false
}
