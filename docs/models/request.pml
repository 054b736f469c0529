/*
 * request.pml - what one request may read from and store into the value store.
 *
 * Each of Q requests runs every program of up to K steps. The steps are: begin, read data, change data, invalidate,
 * cached call, commit, roll back, and a nested REQUIRES_NEW transaction that changes data, invalidates and commits.
 * There is one cache with one key. The data behind the cache has a committed generation `gen`, which is also the
 * committed version, since both change in one commit. A value remembers the generation from which it was computed.
 * Applications keep one rule: a transaction that changes the data invalidates before it commits. They may call cached
 * methods between the change and the call of invalidate.
 *
 * Checked: (1) a stored value is committed data and not older than its label, so that no stale entry can exist,
 *          (2) a hit is not older than what was committed when the request started (strict),
 *          (3) a hit is not older than what the request itself committed, and no hit occurs while the request has
 *              uncommitted invalidations.
 *
 * Isolation: RC (default; each statement sees the newest commit), SI (snapshot at the first statement).
 * PC         a persistence context returns what the transaction loaded first, whatever was committed since
 * REPLICA    data is read from a replica that lags
 *
 * Rules (each can be switched off, which shows that it is needed):
 *   EARLY      the label is fixed when the request starts, before any transaction (otherwise at its first use)
 *   GUARD      on a miss the version is read again through the connection that reads the data; the value is stored
 *              only if both versions are equal
 *   LATESKIP   a label fixed while a transaction was active stores nothing, unless GUARD permits it
 *   DEFER      a value computed in a transaction is stored after its commit, and dropped on rollback
 *   DIRTY      from its own invalidation to its end, a transaction neither uses nor stores entries of the cache
 *   AFTER      the same holds for the rest of the request after such a commit
 *   PRIVATE    a computation in a transaction is not shared with waiting requests (single flight)
 *
 * Other knobs: Q=<2|3> requests, K=<steps>, PROBE (must fail: shows that such hits do occur)
 */
#ifndef Q
#define Q 2
#endif
#ifndef K
#define K 5
#endif
#define NONE 15
#define G 5                        /* generations 0 .. G-1; the model stops changing data there */

byte gen;                          /* committed on the primary */
byte rep;                          /* committed on the replica, rep <= gen */
byte ent[G] = NONE;                /* the value store: label -> generation */
bool locked;                       /* row locks of the changed data and of the version row */
byte waiting[G];                   /* single flight: 0 nobody computes, 1 a request computes */
byte shared[G] = NONE;             /* what the computing request will pass to waiting requests */
bool sharedDirty[G];

proctype Request() {
  byte k = 0;
  byte start, own = NONE;          /* generation committed when the request started / by the request itself */
  byte label = NONE;
  bool late;                       /* the label was fixed inside a transaction */
  bool tx, mod, inval, everinval;
  byte view = NONE;                /* SI: generation of the transaction's snapshot; PC: of the loaded data */
  byte dval = NONE; byte dlab = 0; bool dmod; /* deferred store */
  byte val, at; bool dirty, storeit;

  atomic {
    start = gen;
#ifdef EARLY
    label = gen;
#endif
  }
  do
  :: k >= K -> break
  :: k < K && !tx -> atomic { tx = true; k++ }                       /* begin */
  :: atomic { k < K && tx -> k++;                                    /* read data */
       if :: view == NONE ->
#ifdef REPLICA
            view = rep
#else
            view = gen
#endif
       :: else fi }
  :: atomic { k < K && tx && !mod && !locked && gen < G - 1 ->       /* change data, under its lock */
       if
#ifdef SI
       :: view != NONE && view != gen -> tx = false; view = NONE; dval = NONE; inval = false /* 40001: rolled back */
#endif
       :: true -> locked = true; mod = true;
#ifdef SI
          if :: view == NONE -> view = gen :: else fi
#endif
       fi; k++ }
  :: atomic { k < K && mod && !inval -> inval = true; k++ }          /* invalidate */
  :: atomic { k < K && tx && (!mod || inval) ->                      /* commit */
       if :: mod -> gen++; own = gen; locked = false; everinval = true :: else fi;
       if
       :: dval != NONE ->
          if
          :: inval && dmod -> skip                                   /* no request can use this label any more: not worth storing */
          :: else -> assert(dval >= dlab); ent[dlab] = dval
          fi
       :: else
       fi;
       tx = false; mod = false; inval = false; view = NONE; dval = NONE; dmod = false; dlab = 0; k++ }
  :: atomic { k < K && tx ->                                         /* roll back */
       if :: mod -> locked = false :: else fi;
       tx = false; mod = false; inval = false; view = NONE; dval = NONE; dmod = false; dlab = 0; k++ }
  :: atomic { k < K && tx && !mod && !locked && gen < G - 1 ->       /* REQUIRES_NEW: change, invalidate, commit */
       gen++; own = gen; everinval = true; k++;
#ifndef AFTER
       label = gen                                                   /* the request follows its own change */
#endif
     }
  :: atomic { k < K -> k++;                                          /* cached call */
       if
       :: label == NONE -> late = tx; label = gen
       :: else
       fi;
       if
#ifdef DIRTY
       :: inval -> goto bypass
#endif
#ifdef AFTER
       :: everinval -> goto bypass
#endif
       :: else
       fi;
       if
       :: ent[label] != NONE ->                                      /* hit */
          assert(ent[label] >= start);
          assert(own == NONE || ent[label] >= own);
          assert(!inval);
#ifdef PROBE
          assert(!(label > 0 && tx && ent[label] > label));
#endif
          goto bypass
       :: ent[label] == NONE && waiting[label] > 0 -> goto join
       :: else
       fi;
#ifdef PRIVATE
       if :: !tx -> waiting[label] = 1 :: else fi
#else
       waiting[label] = 1
#endif
     }
     atomic {                                                        /* miss: compute */
       if
       :: tx ->
          if :: view == NONE ->
#ifdef REPLICA
               view = rep
#else
               view = gen
#endif
          :: else fi;
#if defined(SI) || defined(PC) || defined(REPLICA)
          val = view; at = view
#else
          val = gen; at = gen
#endif
#if defined(PC) && !defined(SI)
          ; at = gen                                                 /* the guard's SELECT sees the newest commit */
#endif
       :: else ->
#ifdef REPLICA
          val = rep; at = rep
#else
          val = gen; at = gen
#endif
       fi;
       dirty = mod;
       storeit = true;
#ifdef GUARD
       if :: at != label -> storeit = false :: else fi;
#endif
#ifdef LATESKIP
#if defined(GUARD) && defined(SI)
       skip;                                                         /* label and data come from one snapshot */
#else
       if :: late && tx -> storeit = false :: else fi;
#endif
#endif
#ifndef PRIVATE
       shared[label] = val; sharedDirty[label] = dirty
#else
       if :: waiting[label] == 1 && !tx -> shared[label] = val; sharedDirty[label] = dirty :: else fi
#endif
     }
     atomic {                                                        /* store, some time later */
       if
       :: storeit ->
#ifdef DEFER
          if
          :: tx -> dval = val; dlab = label; dmod = dirty
          :: else -> assert(val >= label); ent[label] = val
          fi
#else
          assert(!dirty && val >= label); ent[label] = val
#endif
       :: else
       fi;
#ifdef PRIVATE
       if :: !tx -> waiting[label] = 0; shared[label] = NONE :: else fi;
#else
       waiting[label] = 0; shared[label] = NONE; sharedDirty[label] = false;
#endif
       val = 0; at = 0; dirty = false; storeit = false;
       goto bypass
     }
join:
     atomic {
       if
       :: shared[label] != NONE -> assert(!sharedDirty[label] && shared[label] >= start)
       :: waiting[label] == 0
       fi
     }
bypass: skip
  od;
  if :: mod -> locked = false :: else fi
}

#ifdef REPLICA
proctype Replication() { end: do :: atomic { rep < gen -> rep++ } od }
#endif

init { atomic { run Request(); run Request();
#if Q == 3
  run Request();
#endif
#ifdef REPLICA
  run Replication();
#endif
} }
