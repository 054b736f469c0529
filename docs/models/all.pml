/*
 * all.pml - "invalidate everything" while a cache is being added.
 * T1 adds the row of cache B. T2 changes the data behind B and invalidates everything. A reader uses B.
 * Knobs: ROWS  T2 gives a new version to every row that it can see
 *        STAR  T2 changes one row '*' that is part of every key
 */
#define NONE 15
byte data, star, verB = 1, returned, ent[8] = NONE;
bool rowB;
proctype T1() { atomic { rowB = true } }
proctype T2() {
  bool sees;
  sees = rowB;                                     /* UPDATE cache_version SET ... changes the rows of its snapshot */
  atomic { data++;
#ifdef ROWS
    if :: sees -> verB++ :: else fi
#else
    star++
#endif
  }
  returned = data
}
proctype Reader() {
  byte label, val, need;
end: do
  :: atomic { rowB -> need = returned; label = verB + 2 * star;
       if
       :: ent[label] != NONE -> assert(ent[label] >= need); goto next
       :: else
       fi }
     val = data;
     atomic { ent[label] = val }
next: atomic { label = 0; val = 0; need = 0 }
  od
}
init { atomic { run T1(); run T2(); run Reader() } }
