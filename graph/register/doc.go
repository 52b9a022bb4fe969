// Package register lists what somebody who keeps a graph of policy has to look at: documents that are cited but missing,
// citations that fit several, documents about to expire, tasks about to be due, units that no names file knows, numbers that
// several documents carry, and what contradicts itself (lint). It asks a graph.Reader and nothing else, so that all stores
// answer alike, and takes the day from its caller. Every row shows the statements that it rests on.
package register
