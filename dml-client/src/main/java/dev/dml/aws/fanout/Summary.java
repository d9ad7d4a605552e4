package dev.dml.aws.fanout;

import dev.dml.task.TaskOutcome;
import java.util.List;
import java.util.Optional;

/**
 * What sending some tasks came to.
 *
 * @param done the number of tasks with a result
 * @param total the number of tasks
 * @param failed the tasks that failed
 * @param refusal why no further invocation can succeed and what to do, if that ended it
 */
record Summary(int done, int total, List<TaskOutcome.Failed> failed, Optional<String> refusal) {}
