/*
 * twodb.pml - the data and the versions are not in one database, or only in one XA transaction, whose branches become
 * visible one after the other, in either order.
 *
 * W writers: each may die between any two of its steps. A data transaction that a dead writer left open is committed or
 * rolled back later by its database. R readers loop: each reads the label, then has a hit, or computes and stores.
 * Checked at every hit: strict (the value contains what returned writers committed); and when no writer is active any
 * more and no gate is set, no stale entry remains.
 *
 * Knobs: BEFORE | AFTER | BOTH   new version before, after, or before and after the commit of the data
 *        XA                      both in one XA transaction; the branches become visible in either order; no deaths
 *        GATE                    each writer sets a token of its own in the versions' database before it commits the data,
 *                                and removes the token together with writing the new version. While any token is set,
 *                                readers neither use nor store entries. An abandoned token is replaced by a new version
 *                                once its data transaction has certainly ended
 *        GATE_BOOL               (with GATE) one flag for all writers instead of a token per writer
 *        GATE_SHORT              (with GATE) tokens time out while the data transaction may still be open
 */
#define W 2
#define R 2
#define NONE 15
#define M 8
byte data, vers, returned;
byte ent[M] = NONE;
bool gate[W], open[W], dead[W];
byte busy = W;
#define gated (gate[0] || gate[1])

proctype Writer(byte w) {
  byte g;
#ifdef BOTH
  vers++;
#endif
#ifdef BEFORE
  vers++;
#endif
#ifdef GATE
  if :: goto die :: true fi;
#ifdef GATE_BOOL
  gate[0] = true;
#else
  gate[w] = true;
#endif
#endif
  open[w] = true;
  if :: goto die :: true fi;
#ifdef XA
  if
  :: atomic { data++; g = data; open[w] = false }
     vers++
  :: vers++;
     atomic { data++; g = data; open[w] = false }
  fi;
#else
  atomic { open[w] -> data++; g = data; open[w] = false };
  if :: goto die :: true fi;
#endif
#if defined(AFTER) || defined(BOTH)
  vers++;
#endif
#ifdef GATE
  atomic {
#ifdef XA
    skip;
#endif
    vers++;
#ifdef GATE_BOOL
    gate[0] = false
#else
    gate[w] = false
#endif
  }
#endif
  atomic { if :: g > returned -> returned = g :: else fi; busy-- }
  goto done;
die:
#ifdef XA
  (false);
#endif
  atomic { dead[w] = true; busy-- }
done: skip
}

proctype Resolver() {                      /* the data's database ends the transactions of dead writers */
end: do
  :: atomic { dead[0] && open[0] -> open[0] = false; if :: data++ :: true fi }
  :: atomic { dead[1] && open[1] -> open[1] = false; if :: data++ :: true fi }
  od
}

#ifdef GATE
proctype Recovery() {                      /* any node: replaces a token older than the longest transaction */
end: do
#if defined(GATE_BOOL)
  :: atomic { gate[0] && busy == 0 && !open[0] && !open[1] -> vers++; gate[0] = false }
#elif defined(GATE_SHORT)
  :: atomic { gate[0] -> vers++; gate[0] = false }
  :: atomic { gate[1] -> vers++; gate[1] = false }
#else
  :: atomic { gate[0] && dead[0] && !open[0] -> vers++; gate[0] = false }
  :: atomic { gate[1] && dead[1] && !open[1] -> vers++; gate[1] = false }
#endif
  od
}
#endif

proctype Reader() {
  byte label, val, need;
end: do
  :: atomic {
       label = vers; need = returned;
       if
       :: gated -> label = 0; need = 0; goto next
       :: !gated && ent[label] != NONE ->
          assert(ent[label] >= need);
          assert(busy > 0 || open[0] || open[1] || ent[label] >= data);
          label = 0; need = 0; goto next
       :: else
       fi;
     }
     val = data;
     atomic { ent[label] = val; label = 0; val = 0; need = 0 }
next: skip
  od
}
init { atomic { run Writer(0); run Writer(1); run Resolver(); run Reader(); run Reader();
#ifdef GATE
  run Recovery();
#endif
} }
