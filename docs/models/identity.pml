/*
 * identity.pml - may a version be used again? Every step here is atomic, so a violation is never a race: the version
 * itself is wrong.
 *
 * A change commits new content together with a new version. The cache's row can be deleted and created again. The
 * database can lose its last commit (failover to a replica that lagged, restore of a backup).
 * Checked at every hit: the entry holds the current content.
 *
 * Knobs: RANDOM     a version is a random string, here one of two, so that it recurs soon
 *        REV        a version is a counter in the row
 *        REVRAND    a version is the counter and a random string (which does not recur with the same counter value)
 *        RECREATE   the row is deleted and created again; with INIT0 the counter starts at 0, otherwise at a value that
 *                   was never used
 *        MISSING0   a missing row reads as version 0, and a change updates no row;
 *                   otherwise a request with a missing row does not cache, and a change inserts the row
 *        LOSE       the database loses its last commit, once
 */
#define NONE 15
#define T 4
byte serial = 1;                   /* contents are numbered, and no number is used again */
byte content, prevcontent;
bool row = true, prevrow = true;
byte ver, prevver, rev, prevrev;
byte unused;                       /* a number that was never used, such as the time in ms; it represents random strings, too */
byte ent[16] = NONE;
bool lost;

inline fresh(first) {
  unused++;
#ifdef RANDOM
  if :: ver != 0 -> ver = 0 :: ver != 1 -> ver = 1 fi
#elif defined(REV)
  if
  :: first -> rev = unused
  :: !first -> rev++
  fi;
  ver = rev
#else
  ver = unused
#endif
}
proctype Change() {
end: do
  :: atomic { serial < T && unused < 7 -> prevcontent = content; prevrow = row; prevver = ver; prevrev = rev;
       content = serial; serial++;
       if
       :: row -> fresh(false)
       :: !row ->
#ifdef MISSING0
          skip
#else
          row = true; fresh(true)
#endif
       fi }
#ifdef RECREATE
  :: atomic { row -> row = false; prevrow = false }
  :: atomic { !row && unused < 7 -> row = true; prevrow = true;
#ifdef INIT0
       ver = 0; rev = 0
#else
       fresh(true)
#endif
     }
#endif
#ifdef LOSE
  :: atomic { !lost -> lost = true; content = prevcontent; row = prevrow; ver = prevver; rev = prevrev }
#endif
  od
}
proctype Reader() {
  byte label;
  do
  :: atomic {
       if
       :: row -> label = ver
       :: !row ->
#ifdef MISSING0
          label = 0
#else
          label = NONE
#endif
       fi;
       if
       :: label == NONE
       :: label != NONE && ent[label] == NONE -> ent[label] = content
       :: label != NONE && ent[label] != NONE -> assert(ent[label] == content)
       fi;
       label = 0 }
  od
}
init { atomic { run Change(); run Reader() } }
