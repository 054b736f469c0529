/*
 * perrequest.pml - one SELECT per request, where concurrent requests of a node may share a SELECT.
 * The writer returns immediately after its commit. Checked: strict.
 * Knobs:
 *   (none)       every request reads for itself, after it started
 *   JOIN         a request may join the read in flight, whenever that read started
 *   JOIN_NEXT    a request may only join a read that starts after the request did
 */
byte db, returned;
bool inflight;
byte started, finished;       /* numbers of reads */
byte result[8];

proctype Writer() {
  byte g;
  atomic { db++; g = db }
  atomic { if :: g > returned -> returned = g :: else fi }
}

proctype Request() {
  byte need, g, ticket;
  bool leader;
  atomic { need = returned; ticket = started + 1; leader = false;
#if defined(JOIN)
    if :: inflight -> ticket = started :: else -> inflight = true; started++; leader = true fi
#elif defined(JOIN_NEXT)
    skip
#else
    skip
#endif
  }
#if defined(JOIN)
  if
  :: leader -> g = db; atomic { result[ticket] = g; finished = ticket; inflight = false }
  :: else -> (finished >= ticket); g = result[ticket]
  fi;
#elif defined(JOIN_NEXT)
  do
  :: atomic { finished >= ticket -> g = result[finished]; break }
  :: atomic { finished < ticket && !inflight -> inflight = true; started++ }
     g = db; atomic { result[started] = g; finished = started; inflight = false }
  od;
#else
  g = db;
#endif
  assert(g >= need)
}
init { atomic { run Request(); run Request(); run Request(); run Writer(); run Writer() } }
