package dev.dml.study;

import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a study is.
 *
 * @param total how many estimations there are
 * @param done how many are over
 * @param failed how many of these failed
 * @param fitted how many tasks were run
 * @param shared how many results of tasks were found
 * @param elapsed how long this command has worked at it
 * @param left how much longer it will take, if that can be told
 * @param spent what it has cost on AWS, earlier commands too, without invocations that have no
 *     reply yet
 */
public record StudyProgress(
    int total,
    int done,
    int failed,
    int fitted,
    int shared,
    Duration elapsed,
    Optional<Duration> left,
    Optional<Usd> spent) {}
