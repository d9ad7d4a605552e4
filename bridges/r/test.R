# Rscript test.R, with the command in the variable DML; stops at the first thing that is not as it should be.
source("dml.R")
wages <- read.csv("../../examples/wages.csv")
fit <- dml(wages, "plr", "wage", "training", covariates = c("age", "education"), learner = "linear", folds = 2, repetitions = 2)
rows <- tidy.dml(fit)
stopifnot(identical(rows$term, "training"), rows$std.error > 0, identical(glance.dml(fit)$nobs, nrow(wages)),
          names(rows)[1:7] == c("term", "estimate", "std.error", "statistic", "p.value", "conf.low", "conf.high"))
direct <- dml_run(Sys.getenv("DML"), c("plr", "../../examples/wages.csv", "-y", "wage", "-d", "training", "-x", "age,education",
                                       "--learner", "linear", "--folds", "2", "--repetitions", "2", "--format", "json", "--quiet"))
stopifnot(identical(dml_parsed(list(text = direct))$json$estimates, fit$json$estimates))
levels <- dml(wages, "apo", "wage", "region", covariates = "age", learner = "linear", folds = 2, repetitions = 1,
              settings = list(reference = "north"))
stopifnot(identical(tidy.dml(levels)$term[4], "region: south - north"))
wrong <- tryCatch(dml(wages, "plr", "wages", "training"), error = conditionMessage)
stopifnot(startsWith(wrong, "data.outcome: no column is named wages"))
page <- tempfile(fileext = ".html")
dml_report(fit, page)
stopifnot(readLines(page, n = 1) == "<!DOCTYPE html>")
cat("all as it should be\n")
