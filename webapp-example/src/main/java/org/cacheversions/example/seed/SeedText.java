package org.cacheversions.example.seed;

import java.util.List;
import java.util.Map;

final class SeedText {
    static final List<String> SECTIONS = split("""
            Photography, Cycling, Gardening, Cooking, Astronomy, Chess, Climbing, Woodwork, Music, Books, \
            Films, Running, Sailing, Languages, Electronics, Ceramics, Birds, Trains, Mathematics, Coffee""");

    static final List<String> SUBJECTS = split("""
            Beginners, Questions, Equipment, Techniques, Showcase, Reviews, Market, Repairs, Events, Meetups, \
            History, Reading list, Travel, Chat""");

    static final List<String> ROLES = split("""
            novices, regulars, experts, reviewers, collectors, teachers, travellers, organisers, hosts""");

    static final List<String> TITLES = """
            Introduce yourself here
            What did you learn this month?
            The one thing I wish I had known
            Cheap, good, available: pick two
            Show what is on your table
            Weekend plans
            Is the old way still the best?
            A small mistake and how I fixed it
            Recommendations for a rainy day
            Who inspired you?
            How do you store everything?
            Looking for company in the north
            Ten years on: what has changed
            Read this before you buy
            Found in the attic
            Favourite place to practise
            Unpopular opinions, politely
            Help me choose
            Monthly challenge
            Thanks, everybody
            First attempt, be kind
            Tools that last
            Notes from last night's meeting
            A question about <safety> & care
            Ideas for the summer""".lines().toList();

    static final List<String> POSTS = List.of(
            "I have been reading here for a while and thought it was time to ask. How did you start, and what would you"
                    + " do differently today?",
            "Slowly, and with borrowed things. Buying came much later than I expected, and I don't regret it.",
            "The same here. Find two or three people nearby; it is worth more than any book.",
            "Good thread. I'd add: keep notes. In a year you will be glad to see how far you have come.");

    static final Map<String, String> SETTINGS = Map.of(
            "forumName", "The Commons",
            "announcement", "Welcome! The summer meetup is open for registration.",
            "threadsPerPage", "12");

    private static final List<String> FIRST = split("""
            Ada, Ben, Chloe, Dario, Elif, Farid, Grace, Hana, Ivo, Jun, Kofi, Lena, Mateo, Nora, Omar, Priya, \
            Quinn, Rosa, Sven, Tara""");

    private static final List<String> LAST = split("""
            Moss, Reyes, Okafor, Lind, Tanaka, Novak, Haddad, Silva, Byrne, Meyer, Costa, Park, Dubois, \
            Ivanov, Khan, Olsen, Rossi, Singh, Weber, Young""");

    private SeedText() {}

    static List<String> userNames() {
        return LAST.stream()
                .flatMap(last -> FIRST.stream().map(first -> first + " " + last))
                .toList();
    }

    private static List<String> split(String names) {
        return List.of(names.split(", "));
    }
}
