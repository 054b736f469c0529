/*
 * tracked.pml - the alternative to scoped.pml: a row for each scope that was ever invalidated, and on each node the
 * labels of the scopes that it uses.
 *
 * A scoped invalidation gives the stripe the next revision, and gives the scope's row that revision as its label. A scope
 * without a row has label 0. A node tracks some scopes, and may forget any of them at any time. A read of the versions
 * SELECTs the stripe, v, then the rows with a label above `known`, of which it keeps those of tracked scopes; then
 * known = v. For a scope that is not tracked, a request leaves a placeholder, SELECTs the row, and merges the result with
 * what reads have brought meanwhile. A label above the request's v is late: the request's data may be older. An entry
 * carries its scope's label.
 *
 * There are two scopes, of which requests use scope 0, R commits, and Q requests of K steps on one node. A value is the
 * number of the newest commit that it contains. Checked as in scoped.pml: I1; a hit is not older than the request's
 * snapshot.
 * Isolation: RC (default), SI. Other knobs: Q, K, R; NEST an outer method calls the cached one twice; LOSE as in
 * scoped.pml; PROBE (must fail: shows that an entry outlives an invalidation of another scope)
 *
 * Rules (each can be switched off):
 *   NO_PLACEHOLDER   the result of the SELECT of a row is installed as it is
 *   ANY_PLACEHOLDER  the result is merged into any placeholder, even if the request's own one was evicted meanwhile
 *   LATE_HIT         a late label permits hits     LATE_STORE  a late label permits stores
 *   ROWS_FIRST       a read SELECTs the rows before the stripe
 *   DELETE           a whole invalidation deletes the rows
 *   SAME             (with DELETE) each SELECT of rows reads the cache's own row, too, and what is known of scopes is
 *                    forgotten when that row has changed
 */
#define NONE 15
#ifndef Q
#define Q 2
#endif
#ifndef K
#define K 3
#endif
#ifndef R
#define R 3
#endif
#define R1 (R + 1)

byte cc, rev, whole, last;           /* number of commits; revisions of the stripe and of the cache's row; newest commit of scope 0 */
byte row;                            /* the revision in the label of scope 0 */
byte cid[R1], wcid[R1];              /* versions of the stripe and of the cache, as commits */
#ifdef LOSE
byte oldlast[R1], oldrow[R1], kcid, lcid, ecid[R1];
bool lost;
#define CHECKED (vlost == lost)      /* no check on what was lost */
#else
#define CHECKED true
#endif

bool busy;
byte known, label = NONE, owner;     /* the label of scope 0, NONE if not tracked; the request that waits for its row, 0: none */
#ifdef SAME
byte mine;                           /* the revision of the cache's row to which the label belongs */
#endif

byte ent[R1] = NONE, elab[R1];       /* indexed by the revision of the cache's row */
#ifdef NEST
byte outer = NONE, olab, owhole;
#endif

inline commit(s) {
  cc++; rev++; cid[rev] = cc;
  if :: s == 0 -> row = rev; last = cc :: else fi;
#ifdef LOSE
  oldrow[rev] = row; oldlast[rev] = last
#endif
}
proctype Writer() {
end: do
  :: atomic { cc < R -> commit(0) }
  :: atomic { cc < R -> commit(1) }
#ifndef LOSE
  :: atomic { cc < R && whole == 0 -> cc++; whole++; wcid[whole] = cc; last = cc
#ifdef DELETE
    ; row = 0
#endif
    }
#endif
  od
}
#ifdef LOSE
proctype Failover() {
  atomic { rev > 0 -> rev--; if :: rev > 0 -> rev-- :: true fi; row = oldrow[rev]; last = oldlast[rev]; lost = true }
}
#endif
proctype Evict() { end: do :: atomic { label != NONE -> label = NONE; owner = 0 } od }

inline take(l) {
  if
  :: l > label -> label = l;
#ifdef LOSE
     lcid = cid[l]
#endif
  :: else
  fi
}
inline store() {
#ifndef LOSE
  assert(val >= wcid[vw] && val >= cid[l]);
#else
  ecid[vw] = c;
#endif
  ent[vw] = val; elab[vw] = l
}
#ifdef LOSE
#define SAME_LABEL (elab[vw] == l && ecid[vw] == c)
#else
#define SAME_LABEL (elab[vw] == l)
#endif

proctype Request(byte me) {
  byte k, v, vw, vlast, d, l, c, val; bool late, tx;
  byte view = NONE;
#ifdef NEST
  byte calls, seen = NONE, oval;
#endif
#ifdef LOSE
  bool vlost; byte vcid;
#define VERSIONS v = rev; vw = whole; vlast = last; vlost = lost; vcid = cid[rev]
#else
#define VERSIONS v = rev; vw = whole; vlast = last
#endif
#ifdef ROWS_FIRST
  atomic { !busy -> busy = true; if :: row > known -> d = row :: else fi }
  atomic { VERSIONS }
  atomic {
#else
  atomic { !busy -> busy = true; VERSIONS }
  atomic {
#ifdef SAME
    if :: vw != whole -> VERSIONS :: else fi;                        /* read again */
#endif
    if :: row > known -> d = row :: else fi;
#endif
    if :: label != NONE -> take(d) :: else fi;
#ifdef SAME
    if :: vw != mine -> label = NONE; owner = 0; mine = vw :: else fi;
#endif
#ifdef LOSE
    if :: v < known || v == known && vcid != kcid -> label = NONE; owner = 0 :: else fi;
    kcid = vcid; vcid = 0;
#endif
    known = v; busy = false; d = 0 }
  do
  :: k >= K -> break
#ifdef SI
  :: k < K && !tx -> atomic { tx = true; view = cc; k++ }            /* begin, and read data */
  :: k < K && tx -> atomic { tx = false; view = NONE; k++ }          /* end */
#endif
  :: atomic { k < K -> k++;                                          /* cached call */
#ifdef NEST
again:
       if
       :: calls == 0 && outer != NONE && owhole == vw && label != NONE && owner == 0 && olab == label && label <= v ->
          assert(outer >= vlast); goto next
       :: else
       fi;
#endif
       if
#ifdef SAME
       :: vw != mine -> goto next
#endif
       :: label != NONE && owner == 0 -> l = label;
#ifdef LOSE
          c = lcid;
#endif
          goto found
       :: label != NONE && owner != 0 -> goto next                   /* another request is reading the row: this one computes for itself */
       :: else ->
#ifndef NO_PLACEHOLDER
          label = 0; owner = me
#ifdef LOSE
          ; lcid = 0
#endif
#endif
       fi }
     atomic { d = row;                                               /* SELECT the scope's row */
#ifdef LOSE
       c = cid[d];
#endif
#ifdef SAME
       if
       :: vw != whole -> d = 0; if :: owner == me -> label = NONE; owner = 0 :: else fi; goto next
       :: else
       fi
#endif
     }
     atomic {
       if
#ifdef NO_PLACEHOLDER
       :: true -> label = d; l = d
#elif defined(ANY_PLACEHOLDER)
       :: owner != 0 -> if :: d > label -> label = d :: else fi; owner = 0; l = label
#else
       :: owner == me -> owner = 0;
          if
          :: d > label -> label = d;
#ifdef LOSE
             lcid = c
          :: else -> c = lcid
#else
          :: else
#endif
          fi;
          l = label
#endif
       :: else -> l = d
       fi;
       d = 0;
found: late = l > v;
#if !defined(LATE_HIT) && !defined(LATE_STORE)
       if :: late -> goto next :: else fi;                           /* this request computes for itself */
#endif
       if
       :: ent[vw] != NONE && SAME_LABEL -> val = ent[vw]; assert(!CHECKED || val >= vlast);
#ifdef PROBE
          assert(!(v > l));
#endif
          goto got
       :: else
       fi }
     atomic { if :: tx -> val = view :: else -> val = cc fi }        /* miss: compute */
     atomic {                                                        /* store, some time later */
       if
#ifndef LATE_STORE
       :: late
#endif
       :: else -> store()
       fi }
got:
#ifdef NEST
     atomic {                                                        /* the outer value is as old as the older of the two */
       if :: calls == 0 || val < oval -> oval = val :: else fi;
       seen = l; calls++;
       if
       :: calls < 2 -> l = 0; late = false; val = 0; goto again
       :: else -> if :: !tx -> outer = oval; olab = seen; owhole = vw :: else fi
       fi }
#else
     skip;
#endif
next: atomic { l = 0; c = 0; late = false; val = 0;
#ifdef NEST
       calls = 0; seen = NONE; oval = 0
#endif
     }
  od
}
init { atomic { run Writer(); run Evict(); run Request(1); run Request(2);
#if Q == 3
  run Request(3);
#endif
#ifdef LOSE
  run Failover();
#endif
} }
