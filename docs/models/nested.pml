/*
 * nested.pml - a cached value A is computed from a cached value B. B is invalidated.
 * Knobs: OWN       the key of A holds the version of A only
 *        DECLARED  the key of A holds the versions of A and B
 *        DEPS      the entry of A records the version of B under which it was computed; a hit requires that this version
 *                  is the current one
 */
#define NONE 15
#define M 3
byte b, returned;                  /* generation and version of B; the version of A never changes */
byte entB[M] = NONE, entA[M] = NONE, depA[M];
proctype Writer() {
  byte g;
  do
  :: b < M - 1 -> atomic { b++; g = b } returned = g
  :: b == M - 1 -> break
  od
}
proctype Reader() {
  byte lb, ka, va, vb, need;
end: do
  :: atomic { need = returned; lb = b;
#ifdef DECLARED
       ka = lb
#else
       ka = 0
#endif
     }
     atomic {
       if
#ifdef DEPS
       :: entA[ka] != NONE && depA[ka] == lb -> assert(entA[ka] >= need); goto next
#else
       :: entA[ka] != NONE -> assert(entA[ka] >= need); goto next
#endif
       :: else
       fi }
     if
     :: atomic { entB[lb] != NONE -> vb = entB[lb]; assert(vb >= need) }
     :: atomic { entB[lb] == NONE -> vb = b }
        entB[lb] = vb
     fi;
     va = vb;
     atomic { entA[ka] = va; depA[ka] = lb }
next: atomic { lb = 0; ka = 0; va = 0; vb = 0; need = 0 }
  od
}
init { atomic { run Writer(); run Reader(); run Reader() } }
