/*
 * onerow.pml - invalidation of one scope of a cache, with a journal of scoped invalidations and a window of it on each
 * node. This is scoped.pml with one row: a scoped invalidation changes the cache's own row.
 *
 * The row's revision grows with each invalidation, scoped or whole. The row is locked from that change to the commit, so
 * revisions become visible in order and without a gap. The transaction of a scoped invalidation adds
 * (revision, scope, version) to the journal. A whole invalidation adds nothing, and a revision without a record raises
 * `base`.
 * A node has read the journal up to `known`, and keeps a window (base, known] of it: the newest invalidation of each
 * scope in that range. Reads of the versions (one at a time on a node, each begins after its request) first SELECT the
 * row, v; then, if v is not `known`, the journal from `known` to v; only then does the request get the snapshot v.
 * An entry of a scope carries a stamp: the row's label in the snapshot of the request that computed the entry. The entry
 * is used if base <= stamp <= known and its scope was not invalidated since.
 * An entry of the cache without a scope is filed under the row's label.
 *
 * There are scopes 0 and 1 of one cache, and R commits (of either scope, of the whole cache, of a request's own,
 * of a REQUIRES_NEW transaction). Q requests run every program of K steps on N nodes that share a store. They call a
 * method that is cached for scope 0, since entries are independent of each other. A value is the number of the newest
 * commit that it contains.
 *
 * Checked: (1) a stored value is committed data and not older than its stamp (I1),
 *          (2) a hit is not older than the request's snapshot (so it is strict if the snapshot is),
 *          (3) a hit is not older than what the request itself has committed for the scope, and no hit occurs while the
 *              request has invalidated that scope without a commit.
 *
 * Isolation: RC (default), SI (a transaction sees the data as of its first read).
 * Other knobs: N=<1|2> nodes, Q=<2|3> requests, K=<steps>, R=<commits>, PLAIN calls without a scope, NEST calls of a
 *   method that calls the cached one, EVICT the window is bounded, PRUNE the journal is pruned, LOSE a failover loses
 *   commits, AGED a request may use the node's snapshot as it is (bounded, leased), ROWWISE a SELECT is not a snapshot
 *   (locks instead), STEPS the window changes in steps, between which calls read it (not with LOSE), FLIGHT a miss waits for
 *   the load of another request, on the same node or, as a lease, on another (not with LOSE, PLAIN), TWICE (NEST) the
 *   outer method calls the cached one twice, PROBE (must fail: shows that an entry outlives an invalidation of another
 *   scope; with FLIGHT, that a waiter uses a value from before such an invalidation)
 *
 * Rules (each can be switched off, which shows that it is needed):
 *   NO_STAMP      the stamp is not checked               STAMP_NOW     the stamp is what the node knows when it stores
 *   NO_BASE       what is older than the window is valid BASE_FIRST    the base is read before the window
 *   ONLY_OLDER    invalidations newer than the request's snapshot do not count (they hide older ones of their scope; three
 *                 requests are needed: one before both invalidations, one between them, and one after them)
 *   DROP_FIRST    (STEPS) records are dropped before the base is raised
 *   NO_JUDGE      (FLIGHT) a waiter uses the value whatever its stamp
 *   ENTRY_STAMP   (NEST) the outer entry records the stamp of the entry that was read last, not the request's label (wrong
 *                 with TWICE only: the first value may be older than the second entry's stamp)
 *   SEQUENCE      revisions come from a sequence, without a lock until the commit
 *   JOURNAL_FIRST the journal is read before the rows    ALL_OF_IT     `known` is the newest revision found in the journal
 *   NO_CHECK      the reader does not check whether the journal is complete
 *   NO_HEAD       (LOSE) the reader does not check whether `known` is still in the journal
 *   NO_VERSION    (LOSE) stamps are revisions only
 *   NO_STRIPE     (PLAIN) entries are filed under the cache's row only
 *   NO_DEPS       (NEST) the outer entry records nothing
 *   NO_OWN, NO_AFTER   as without DIRTY, AFTER in request.pml, for the scope (the other rules of that model hold, too)
 */
#define NONE 15
#ifndef N
#define N 1
#endif
#ifndef Q
#define Q 2
#endif
#ifndef K
#define K 4
#endif
#ifndef R
#define R 3
#endif
#define R1 (R + 1)
#define ALL 2
#if defined(EVICT) || defined(STEPS)
#define MOVING                       /* the window may change between two reads of it */
#endif
#ifdef PLAIN
#define CONCERNED(s) true
#else
#define CONCERNED(s) (s != 1)
#endif

byte cc, rev, whole;                 /* number of commits; revisions of the stripe and of the cache's row */
byte last;                           /* newest commit that concerns the cached value */
byte scope[R1], cid[R1], wcid[R1];   /* the journal: scope, and commit as its random version; the row's version */
#ifdef PRUNE
byte low = 1;                        /* the oldest remaining record */
#else
#define low 1
#endif
#ifdef SEQUENCE
byte seq;
#endif
#ifdef LOSE
byte old[R1];                        /* `last` for each revision */
bool lost;
#endif

bool busy[N];                        /* a read of the versions is in flight */
byte known[N], base[N], win[N];      /* win: the newest invalidation of scope 0 in the window, 0 for none */
#ifdef AGED
byte nwhole[N], nlast[N];
#endif
#ifdef LOSE
byte ring[N * R1];                   /* the versions of base .. known */
#endif

byte ent[R1] = NONE, stamp[R1];      /* indexed by the revision of the cache's row; PLAIN: by label */
#ifdef LOSE
byte sver[R1];
#endif
#ifdef NEST
byte outer = NONE, ostamp, owhole;
#endif
#ifdef FLIGHT
bool flying; byte passed = NONE, pstamp; /* a load is in progress; its value and stamp, once it is computed */
#endif

inline commit(s) {                   /* of scope 0, 1 or ALL */
  cc++;
  rev++; scope[rev] = s; cid[rev] = cc;
  if :: CONCERNED(s) -> last = cc :: else fi;
#ifdef LOSE
  old[rev] = last
#endif
}

proctype Writer() {                  /* transactions outside of the requests */
end: do
#ifdef SEQUENCE
  :: atomic { seq < R -> seq++; run Late(seq) }
#else
  :: atomic { cc < R -> commit(0) }
  :: atomic { cc < R -> commit(1) }
#endif
  :: atomic { cc < R -> commit(ALL) }
  od
}
#ifdef SEQUENCE
proctype Late(byte r) {
end: atomic { cc < R -> cc++; cid[r] = cc; last = cc; if :: r > rev -> rev = r :: else fi }
}
#endif
#ifdef LOSE
proctype Failover() {
  atomic { rev > 0 -> cid[rev] = 0; rev--;
    if :: rev > 0 -> cid[rev] = 0; rev-- :: true fi;
    last = old[rev]; lost = true }
}
#endif
#ifdef PRUNE
proctype Prune() { end: do :: atomic { low <= rev -> low++ } od }
#endif
/* an invalidation without a record, or a full window: `base` is raised, and the records up to it are dropped */
inline raise(to) { if :: to > base[n] -> base[n] = to :: else fi }
inline drop(to) { if :: win[n] <= to -> win[n] = 0 :: else fi }
#ifdef DROP_FIRST
#define FIRST(to) drop(to)
#define SECOND(to) raise(to)
#else
#define FIRST(to) raise(to)
#define SECOND(to) drop(to)
#endif

#ifdef EVICT
proctype Evict(byte n) {
#ifdef STEPS
  byte to;
#endif
end: do
#ifdef STEPS
  :: atomic { base[n] < known[n] -> to = base[n] + 1; FIRST(to) }
     atomic { SECOND(to); to = 0 }
#else
  :: atomic { base[n] < known[n] -> raise(base[n] + 1); drop(base[n]) }
#endif
  od
}
#endif

/* the journal's records of a scope in known < revision <= upto */
inline journal(s, upto) {
  i = known[n] + 1;
  do
  :: i <= upto ->
     if
     :: i >= low && cid[i] != 0 && scope[i] != ALL && (s == ALL || s == scope[i]) ->
        got = got | (1 << i);
        if :: i > top -> top = i :: else fi;
        if :: scope[i] == 0 -> d = i :: else fi
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0
}

#if defined(LOSE) && !defined(NO_HEAD)
#define HEAD_IS_THERE ((known[n] == 0 || scope[known[n]] != ALL) && cid[known[n]] == ring[n * R1 + known[n]] && cid[v] == vcid)
#else
#define HEAD_IS_THERE true
#endif
#ifdef ALL_OF_IT
#define NEWEST (top > v -> top : v)
#else
#define NEWEST v
#endif
inline install() {
  complete = true;
#ifndef NO_CHECK
  i = known[n] + 1;
  do
  :: i <= NEWEST -> if :: got & (1 << i) :: else -> gap = i fi; i++
  :: else -> break
  od;
#endif
  if
  :: v >= known[n] && HEAD_IS_THERE ->
     if :: d > win[n] -> win[n] = d :: else fi;
#ifndef STEPS
     raise(gap); drop(gap)
#endif
  :: else -> win[n] = 0; base[n] = NEWEST            /* start over */
  fi;
#ifndef STEPS
  installed()
#endif
}
inline installed() {
#ifdef LOSE
  i = 0;
  do
  :: i < R1 ->
     if
     :: i < base[n] || i > v -> ring[n * R1 + i] = NONE
     :: i == v -> ring[n * R1 + i] = vcid
     :: i > known[n] && i >= base[n] && i < v -> ring[n * R1 + i] = cid[i]
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0;
#endif
  known[n] = NEWEST;
#ifdef AGED
  nwhole[n] = vw; nlast[n] = vlast;
#endif
  busy[n] = false; i = 0; d = 0; top = 0; got = 0; complete = false; vcid = 0; gap = 0
}

#ifdef LOSE
#define CHECKED (vlost == lost)      /* no check on what was lost */
#define VERSION_IS(w) (sver[w] == ring[n * R1 + p])
#else
#define CHECKED true
#define VERSION_IS(w) true
#endif
#ifdef NO_VERSION
#undef VERSION_IS
#define VERSION_IS(w) true
#endif
#ifdef NO_BASE
#define INSIDE (p <= known[n])
#else
#define INSIDE (b <= p && p <= known[n])
#endif
#ifdef ONLY_OLDER
#define UNTOUCHED (w <= p || w > v)
#else
#define UNTOUCHED (w <= p)
#endif
#ifdef PLAIN
#define VALID(k) true
#elif defined(NO_STAMP)
#define VALID(k) true
#else
#define VALID(k) (INSIDE && UNTOUCHED && VERSION_IS(k))
#endif
#ifdef PLAIN
#ifdef NO_STRIPE
#define KEY wcid[vw]
#else
#define KEY vlast
#endif
#else
#define KEY vw
#endif

#ifdef NO_JUDGE
#define ACCEPTED true
#else
#define ACCEPTED VALID(0)
#endif
/* A transaction's load is not shared. */
inline take_off() { if :: !flying && !tx -> flying = true; mine = true :: else fi }

/* I1: a value is not older than its label and its stamp */
inline sound(value, upto) {
#ifdef PLAIN
  assert(value >= KEY);
#endif
#ifndef LOSE
  assert(value >= wcid[vw]); i = 1;
  do
  :: i <= upto -> assert(!CONCERNED(scope[i]) || value >= cid[i]); i++
  :: else -> break
  od;
  i = 0;
#endif
  skip
}
inline put(value, at) {
  ent[KEY] = value; stamp[KEY] = at;
#ifdef LOSE
  sver[KEY] = vc;
#endif
  skip
}

proctype Request(byte n) {
  byte k, i, v, vw, vlast, d, top, got, vcid, gap; bool complete;
#ifdef LOSE
  bool vlost; byte vc;
#endif
  bool tx; byte view = NONE, mod = NONE; bool before, inval; byte own;
  byte val, p, w, b; bool dirty, nest;
  byte dval = NONE;
#ifdef FLIGHT
  bool mine;
#endif
#ifdef TWICE
  bool again; byte first;
#define FIRST_READ !again
#else
#define FIRST_READ true
#endif

#ifdef AGED
  if
  :: atomic { v = known[n]; vw = nwhole[n]; vlast = nlast[n] } goto steps
  :: true
  fi;
#endif
#ifdef JOURNAL_FIRST
  atomic { !busy[n] -> busy[n] = true; journal(ALL, rev) }
#endif
  atomic {
#ifndef JOURNAL_FIRST
    !busy[n] -> busy[n] = true;
#endif
    v = rev; vw = whole; vlast = last; vcid = cid[rev];
#ifdef LOSE
    vlost = lost; vc = vcid;
#endif
  }
#ifdef ALL_OF_IT
#define UPTO rev
#else
#define UPTO v                                           /* what is newer will be read by the next read */
#endif
#if defined(JOURNAL_FIRST)
  atomic { install() }
#elif defined(ROWWISE)
  atomic { journal(0, UPTO) }                            /* scope 0 is read before scope 1 */
  atomic { journal(1, UPTO); install() }
#else
  atomic { journal(ALL, UPTO); install() }
#endif
#ifdef STEPS
  atomic { FIRST(gap);
#ifndef DROP_FIRST
    known[n] = NEWEST                                    /* one object with the base */
#endif
  }
  atomic { SECOND(gap); installed() }
#endif

steps:
  do
  :: k >= K -> break
  :: k < K && !tx -> atomic { tx = true; k++ }                       /* begin */
#ifdef SI
  :: k < K && tx && view == NONE -> atomic { view = cc; k++ }        /* read data */
#endif
#ifndef LOSE
  :: atomic { k < K && tx && mod == NONE && cc < R -> k++;           /* change data of a scope, and invalidate */
       if :: mod = 0 :: mod = 1 fi;
       if :: CONCERNED(mod) -> inval = true :: else fi;
#ifdef SI
       if :: view == NONE -> view = cc :: else fi;
#endif
     }
  :: atomic { k < K && tx && mod == NONE && cc < R -> k++;           /* the same in a transaction of its own (REQUIRES_NEW) */
       if :: commit(0); own = cc; before = true
          :: commit(1); if :: CONCERNED(1) -> own = cc; before = true :: else fi
       fi
     }
#endif
  :: atomic { k < K && tx && (mod == NONE || cc < R) -> k++;         /* commit */
       if
       :: mod != NONE -> commit(mod);
          if :: CONCERNED(mod) -> own = cc; before = true :: else fi
       :: else
       fi;
       if
       :: dval != NONE && !inval -> sound(dval, v); put(dval, v)
       :: else
       fi;
       tx = false; mod = NONE; inval = false; view = NONE; dval = NONE }
  :: atomic { k < K && tx -> k++;                                    /* roll back */
       tx = false; mod = NONE; inval = false; view = NONE; dval = NONE }
  :: atomic { k < K -> k++;                                          /* cached call */
       if
#ifndef NO_OWN
       :: inval -> goto next
#endif
#ifndef NO_AFTER
       :: before -> goto next
#endif
#ifdef NEST
       :: !inval && !before -> nest = true
#endif
       :: else
       fi;
#ifdef TWICE
     }
read:                                                                /* the outer method's second call begins here */
     atomic {
#endif
#ifdef BASE_FIRST
       b = base[n]
#else
       w = win[n]
#endif
#ifdef MOVING
     }
     atomic {
#endif
#ifdef BASE_FIRST
       w = win[n];
#else
       b = base[n];
#endif
#ifdef NEST
       if
       :: outer != NONE && owhole == vw && FIRST_READ ->
          p = ostamp;
          if
#ifdef NO_DEPS
          :: true -> assert(outer >= vlast); goto next
#else
          :: VALID(0) -> assert(outer >= vlast); goto next
          :: else
#endif
          fi
       :: else
       fi;
#endif
       p = stamp[KEY]; val = ent[KEY];
       if
       :: val != NONE && VALID(KEY) ->
          assert(!CHECKED || val >= vlast); assert(val >= own); assert(!inval);
#if defined(PROBE) && !defined(FLIGHT)
          assert(p >= v);
#endif
#ifdef NEST
          if :: !tx -> goto wrap :: else fi;
#endif
          goto next
       :: else
       fi;
#ifdef FLIGHT
       if :: flying -> goto join :: else fi;
       take_off()
#endif
     }
load:
     atomic {                                                        /* miss: compute */
#ifdef SI
       if :: tx -> if :: view == NONE -> view = cc :: else fi; val = view :: else -> val = cc fi;
#else
       val = cc;
#endif
       dirty = inval; b = 0; w = 0; p = 0;
#ifdef FLIGHT
       if :: mine -> passed = val; pstamp = v :: else fi
#endif
     }
     atomic {                                                        /* store, some time later */
#ifdef STAMP_NOW
       p = known[n];
#else
       p = v;
#endif
#ifdef FLIGHT
       if :: mine -> flying = false; mine = false; passed = NONE; pstamp = 0 :: else fi;
#endif
       if :: tx -> dval = val; goto next :: else fi;
       assert(!dirty); sound(val, p); put(val, p);
#ifdef NEST
       goto wrap
#else
       goto next
#endif
     }
#ifdef FLIGHT
join:
     if
     :: atomic { passed != NONE -> val = passed; p = pstamp }        /* judged some time later */
     :: atomic { !flying -> take_off(); goto load }
     fi;
     atomic {
       w = win[n];
#ifdef MOVING
     }
     atomic {
#endif
       b = base[n];
       if
       :: ACCEPTED ->
          assert(val >= vlast); assert(val >= own); assert(!inval);
#ifdef PROBE
          assert(p >= v);
#endif
#ifdef NEST
          if :: !tx -> goto wrap :: else fi;
#endif
          goto next
       :: else -> take_off(); goto load
       fi
     }
#endif
#ifdef NEST
wrap:
     atomic {
#ifdef TWICE
       if
       :: !again -> again = true; first = val; p = 0; w = 0; b = 0; goto read
       :: else -> again = false; if :: first < val -> val = first :: else fi; first = 0
       fi;
#endif
       outer = val; owhole = vw;
#ifdef ENTRY_STAMP
       ostamp = p
#else
       ostamp = v
#endif
     }
#endif
next: atomic { p = 0; w = 0; b = 0; val = 0; dirty = false; nest = false }
  od
}

init {
  atomic {
#ifdef LOSE
    byte i = 0;
    do :: i < N * R1 -> ring[i] = (i % R1 == 0 -> 0 : NONE); i++ :: else -> break od;
    i = 0;
    run Failover();
#endif
    run Writer(); run Request(0); run Request(N - 1);
#if Q == 3
    run Request(0);
#endif
#ifdef EVICT
    run Evict(0);
#if N == 2
    run Evict(1);
#endif
#endif
#ifdef PRUNE
    run Prune();
#endif
  }
}
