package dev.dml.aws.fanout;

/**
 * An invocation that was sent.
 *
 * @param batch what was sent
 * @param number how often the batch had been sent before, plus 1
 * @param kind why it was sent
 * @param sentAt when, by {@link System#nanoTime}
 */
record Flight(Batch batch, int number, Attempt.Kind kind, long sentAt) {}
