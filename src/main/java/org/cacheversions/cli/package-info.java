/**
 * The console command: {@code java -jar cache-versions-…-cli.jar}. Not API, except for its options, output and exit
 * codes, which {@code docs/console.md} describes.
 */
@NullMarked
package org.cacheversions.cli;

import org.jspecify.annotations.NullMarked;
