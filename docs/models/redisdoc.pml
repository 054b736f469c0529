/*
 * redisdoc.pml - the map of all versions is kept as one document in Redis (Misago tried this; see its issue #1249).
 *
 * A filler reads the document. If there is none, or if it is too old, the filler reads the database with a SELECT and
 * stores the map. A writer commits, then tells Redis. Any process may stall between any two of its steps.
 * Faults, each at most once: CRASH (a writer dies right after its commit), FLUSH (the document and all tokens
 * vanish), FAILOVER (an older copy of document and tokens comes back).
 * Checked when a request uses the document: with STRICT strict coherence, with BOUNDED staleness of at most D.
 *
 * Knobs:
 *   writer   DEL (deletes the document after the commit) | DEL2 (deletes it before and after)
 *            MERGE (stores its own revision if that is higher) | PUT (the same, and creates a missing document)
 *            KILL (deletes the document and all fill tokens after the commit)
 *            The writer then returns immediately or, with WAIT, D ticks after its commit.
 *   filler   a plain SET | MAX (stores only what is not older than the stored document)
 *            TOKEN (stores only if the token that it took before its SELECT still exists: the lease of memcache)
 *   EXPIRE=1 a document is not used from D ticks after it was stored
 *   EXPIRE=2 a document is not used from D ticks after the filler asked Redis for the time, before its SELECT
 */
#ifndef D
#define D 2
#endif
#ifndef EXPIRE
#define EXPIRE 0
#endif
#define CAP (D + 1)
#define NONE 9
#define F 2

byte db, returned;
byte cage[3];
byte doc = NONE, dage, copy = NONE, cpage;
bool token[F], ctoken[F];
byte fage[F];

#define live (doc != NONE && (EXPIRE == 0 || dage < D))
#define TICK(v) if :: v < CAP -> v++ :: else fi

proctype Filler(byte f) {
  byte g;
  do
  :: atomic { !live -> fage[f] = 0;
#ifdef TOKEN
       token[f] = true;
#endif
     }
     g = db;
     atomic {
       if
#ifdef TOKEN
       :: token[f] -> token[f] = false;
#else
       :: true ->
#endif
#ifdef MAX
          if
          :: doc == NONE || doc < g -> doc = g; dage = (EXPIRE == 2 -> fage[f] : 0)
          :: doc == g && EXPIRE == 2 && fage[f] < dage -> dage = fage[f]
          :: doc == g && EXPIRE == 1 -> dage = 0
          :: else
          fi
#else
          doc = g; dage = (EXPIRE == 2 -> fage[f] : 0)
#endif
#ifdef TOKEN
       :: !token[f]
#endif
       fi;
       g = 0
     }
  od
}

proctype Writer() {
  byte g;
#ifdef DEL2
  doc = NONE;
#endif
  atomic { db++; g = db; cage[g] = 0 }
#ifdef CRASH
  if :: goto dead :: true fi;
#endif
  atomic {
#if defined(DEL) || defined(DEL2)
    doc = NONE; dage = 0;
#elif defined(MERGE)
    if :: doc != NONE && doc < g -> doc = g :: else fi   /* never creates the document, and never makes it younger */
#elif defined(PUT)
    if :: doc == NONE || doc < g -> doc = g; dage = 0 :: else fi
#elif defined(KILL)
    doc = NONE; dage = 0; token[0] = false; token[1] = false
#else
    skip
#endif
  }
#ifdef WAIT
  (cage[g] >= D);
#endif
  atomic { if :: g > returned -> returned = g :: else fi }
dead: skip
}

proctype Request() {
  do
  :: atomic {
       live ->
#ifdef BOUNDED
       assert(!(db >= 1 && cage[1] >= D && doc < 1));
       assert(!(db >= 2 && cage[2] >= D && doc < 2));
#endif
#ifdef STRICT
       assert(doc >= returned)
#endif
     }
  od
}

proctype Clock() {
  do
  :: atomic { TICK(cage[1]); TICK(cage[2]); TICK(dage); TICK(cpage); TICK(fage[0]); TICK(fage[1]) }
  od
}

proctype Faults() {
#ifdef FLUSH
  atomic { doc = NONE; dage = 0; token[0] = false; token[1] = false };
#endif
#ifdef FAILOVER
  atomic { copy = doc; cpage = dage; ctoken[0] = token[0]; ctoken[1] = token[1] };
  atomic { doc = copy; dage = cpage; token[0] = ctoken[0]; token[1] = ctoken[1];
           copy = NONE; cpage = 0; ctoken[0] = false; ctoken[1] = false };
#endif
  skip
}

init { atomic {
  run Filler(0); run Filler(1); run Writer(); run Writer(); run Request(); run Faults();
#if EXPIRE > 0 || defined(BOUNDED) || defined(WAIT)
  run Clock()
#endif
} }
