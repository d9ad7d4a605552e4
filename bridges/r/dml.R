# Double machine learning from R: a data frame goes to the command dml, and its result comes back with broom's methods.
#
#   source("dml.R")
#   fit <- dml(wages, "plr", "wage", "training", covariates = c("age", "education"))
#   tidy(fit); glance(fit)                # with library(broom) or library(generics); modelsummary(fit) works too
#   dml_report(fit, "wages.html")
#
# Needs the package jsonlite and the command dml, on the PATH, in the variable DML, or as `command`.

dml <- function(data, model, outcome, treatment, covariates = NULL, instruments = NULL, cluster = NULL, learner = NULL,
                settings = list(), command = Sys.getenv("DML", "dml"), ...) {
  folder <- tempfile("dml")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  file <- file.path(folder, "data.csv")
  columns <- lapply(data, function(x) if (is.double(x)) formatC(x, digits = 17, format = "g") else as.character(x))
  columns <- lapply(seq_along(columns), function(i) ifelse(is.na(data[[i]]), NA, columns[[i]]))
  utils::write.csv(stats::setNames(as.data.frame(columns, stringsAsFactors = FALSE), names(data)), file, row.names = FALSE,
                   na = "", fileEncoding = "UTF-8")
  line <- c(model, file, "-y", outcome, "-d", paste(treatment, collapse = ","), "--format", "json", "--quiet")
  lists <- list("-x" = covariates, "-z" = instruments, "--cluster" = cluster)
  for (name in names(lists)) if (!is.null(lists[[name]])) line <- c(line, name, paste(lists[[name]], collapse = ","))
  for (i in seq_along(learner)) {
    slot <- names(learner)[i]
    line <- c(line, "--learner", if (is.null(slot) || slot == "") learner[[i]] else paste0(slot, "=", learner[[i]]))
  }
  more <- list(...) # weights, unit, time, cohort, selected, score, folds, repetitions, seed
  for (name in names(more)) line <- c(line, paste0("--", name), format(more[[name]], scientific = FALSE))
  for (path in names(settings)) {
    line <- c(line, "--set", paste0(path, "=", jsonlite::toJSON(settings[[path]], auto_unbox = TRUE, digits = NA)))
  }
  structure(list(text = dml_run(command, line), command = command), class = "dml") |> dml_parsed()
}

dml_parsed <- function(fit) {
  fit$json <- jsonlite::fromJSON(fit$text, simplifyVector = FALSE)
  fit
}

dml_run <- function(command, line) {
  errors <- tempfile()
  on.exit(unlink(errors))
  out <- suppressWarnings(system2(command, shQuote(line), stdout = TRUE, stderr = errors))
  status <- attr(out, "status")
  notes <- sub("^dml: ", "", readLines(errors, warn = FALSE))
  if (!is.null(status) && status != 0) stop(paste(notes, collapse = "\n"), call. = FALSE)
  for (note in notes) message(note)
  paste(out, collapse = "\n")
}

dml_name <- function(parameter) {
  name <- if (is.null(parameter$level)) parameter$treatment else paste(parameter$treatment, "=", parameter$level)
  others <- parameter[setdiff(names(parameter), c("treatment", "level"))]
  paste(c(name, if (length(others)) paste(gsub("_", " ", names(others)), unlist(others))), collapse = ", ")
}

dml_number <- function(x) if (is.null(x)) NA_real_ else as.numeric(x)

dml_row <- function(each, type) {
  term <- if (is.null(each$of)) dml_name(each$parameter) else
    paste0(each$of$treatment, ": ", each$of$level, " - ", each$against$level)
  if (!is.null(each$group)) term <- paste0(term, ": ", each$group)
  data.frame(term = term, estimate = dml_number(each$coefficient), std.error = dml_number(each$standard_error),
             statistic = dml_number(each$t), p.value = dml_number(each$p),
             conf.low = dml_number(each$confidence_interval$lower),
             conf.high = dml_number(each$confidence_interval$upper), type = type)
}

tidy.dml <- function(x, ...) {
  rows <- c(lapply(x$json$estimates, dml_row, "estimate"), lapply(x$json$contrasts, dml_row, "contrast"),
            lapply(x$json$groups, dml_row, "group"))
  do.call(rbind, rows)
}

glance.dml <- function(x, ...) {
  r2 <- stats::setNames(lapply(x$json$nuisances, function(each) dml_number(each$r2)),
                        paste0("r2.", vapply(x$json$nuisances, function(each) each$name, "")))
  data.frame(c(list(model = x$json$model, score = x$json$score, nobs = x$json$observations, folds = x$json$folds,
                    repetitions = x$json$repetitions), r2), check.names = FALSE)
}

coef.dml <- function(object, ...) with(tidy.dml(object), stats::setNames(estimate, term))
nobs.dml <- function(object, ...) object$json$observations
print.dml <- function(x, ...) print(tidy.dml(x), ...)

dml_save <- function(fit, path) writeLines(fit$text, path, useBytes = TRUE)

dml_report <- function(fit, path) {
  file <- tempfile(fileext = ".json")
  on.exit(unlink(file))
  dml_save(fit, file)
  invisible(dml_run(fit$command, c("report", file, "--output", normalizePath(path, mustWork = FALSE))))
}

# Where generics is there, its tidy and glance find these methods without a package around them.
if (requireNamespace("generics", quietly = TRUE)) {
  registerS3method("tidy", "dml", tidy.dml, envir = asNamespace("generics"))
  registerS3method("glance", "dml", glance.dml, envir = asNamespace("generics"))
}
