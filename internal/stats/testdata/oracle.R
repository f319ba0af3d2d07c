# Answers the cases of oracle_test.go with R: reads cases as JSON, writes for
# each the numbers that stats is to agree with. With "data" it writes the
# classic data sets that the tests use.
suppressMessages({library(jsonlite); library(survival); library(MASS)})

arguments <- commandArgs(trailingOnly = TRUE)

say <- function(x) cat(toJSON(x, digits = NA, auto_unbox = TRUE, na = "null"))

if (arguments[1] == "data") {
  l <- na.omit(lung[, c("time", "status", "age", "sex", "ph.ecog")])
  h <- housing[rep(seq_len(nrow(housing)), housing$Freq), ]
  hx <- model.matrix(~ Infl + Type + Cont, h)[, -1]
  say(list(
    sleep = list(before = sleep$extra[1:10], after = sleep$extra[11:20]),
    lung = list(until = l$time, left = l$status == 2, rows = unname(as.matrix(l[, c("age", "sex", "ph.ecog")]))),
    aml = list(until = aml$time, left = aml$status == 1, group = as.integer(aml$x)),
    nile = as.numeric(Nile),
    infert = list(rows = unname(as.matrix(infert[, c("age", "parity", "induced", "spontaneous")])), outcomes = infert$case == 1),
    housing = list(rows = unname(hx), categories = as.integer(h$Sat) - 1)
  ))
  quit()
}

fitted <- function(coefficients, se) {
  out <- as.list(c(coefficients, se))
  names(out) <- c(paste0("b", seq_along(coefficients) - 1), paste0("se", seq_along(se) - 1))
  out
}

answer <- list(
  paired = function(d) {
    t <- t.test(d$after, d$before, paired = TRUE, conf.level = d$level)
    change <- d$after - d$before
    list(mean = unname(t$estimate), t = unname(t$statistic), p = t$p.value, low = t$conf.int[1], high = t$conf.int[2],
         d = mean(change) / sd(d$before), srm = mean(change) / sd(change))
  },
  wilcoxon = function(d) {
    w <- suppressWarnings(wilcox.test(d$after, d$before, paired = TRUE, exact = d$exact))
    list(v = unname(w$statistic), p = w$p.value)
  },
  share = function(d) {
    w <- suppressWarnings(prop.test(d$yes, d$of, correct = FALSE, conf.level = d$level))$conf.int
    e <- binom.test(d$yes, d$of, conf.level = d$level)$conf.int
    list(wlow = w[1], whigh = w[2], elow = e[1], ehigh = e[2])
  },
  mcnemar = function(d) {
    m <- matrix(c(10, d$lost, d$gained, 10), 2)
    a <- mcnemar.test(m); b <- mcnemar.test(m, correct = FALSE)
    list(chi = unname(a$statistic), p = a$p.value, plain = unname(b$statistic), plainp = b$p.value,
         exact = binom.test(d$gained, d$gained + d$lost)$p.value)
  },
  km = function(d) {
    s <- if (any(d$from > 0)) Surv(d$from, d$until, d$left) else Surv(d$until, d$left)
    f <- survfit(s ~ 1, conf.type = d$bounds, conf.int = d$level)
    at <- f$n.event > 0
    out <- as.list(c(f$surv[at], (f$std.err * f$surv)[at], f$lower[at], f$upper[at]))
    names(out) <- outer(which(at) * 0 + seq_len(sum(at)) - 1, c("s", "se", "low", "high"), function(i, n) paste0(n, i))
    out$median <- unname(summary(f)$table["median"])
    out
  },
  logrank = function(d) {
    f <- survdiff(Surv(d$until, d$left) ~ d$group)
    list(chi = f$chisq, p = pchisq(f$chisq, length(f$n) - 1, lower.tail = FALSE), e0 = f$exp[1], o0 = f$obs[1])
  },
  cox = function(d) {
    x <- d$rows
    s <- if (any(d$from > 0)) Surv(d$from, d$until, d$left) else Surv(d$until, d$left)
    f <- coxph(s ~ x, ties = d$ties, control = coxph.control(eps = 1e-13, iter.max = 60))
    c(fitted(unname(coef(f)), sqrt(diag(vcov(f)))), list(loglik = f$loglik[2], null = f$loglik[1]))
  },
  logistic = function(d) {
    x <- d$rows
    f <- glm(d$outcomes ~ x, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
    c(fitted(unname(coef(f)), unname(sqrt(diag(vcov(f))))), list(loglik = as.numeric(logLik(f)), null = -f$null.deviance / 2))
  },
  ratio = function(d) {
    x <- d$rows
    f <- glm(d$outcomes ~ x, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
    k <- d$coefficient + 1
    ends <- sort(unname(confint.default(f, level = d$level)[k, ]) * d$units)
    list(ratio = unname(exp(coef(f)[k] * d$units)), low = exp(ends[1]), high = exp(ends[2]), p = unname(coef(summary(f))[k, 4]))
  },
  ordinal = function(d) {
    x <- d$rows
    f <- polr(factor(d$categories, ordered = TRUE) ~ x, Hess = TRUE, control = list(reltol = 1e-15, maxit = 5000))
    se <- sqrt(diag(vcov(f))); k <- length(coef(f))
    c(fitted(c(unname(coef(f)), unname(f$zeta)), unname(se)), list(loglik = as.numeric(logLik(f))))
  },
  kappa = function(d) {
    k <- d$categories
    t <- unclass(table(factor(d$first, 0:(k - 1)), factor(d$second, 0:(k - 1))))
    f <- vcd::Kappa(t, weights = d$w)
    list(kappa = unname(f$Weighted["value"]), se = unname(f$Weighted["ASE"]))
  },
  alpha = function(d) list(alpha = suppressWarnings(psych::alpha(d$answers, warnings = FALSE, check.keys = FALSE))$total$raw_alpha),
  icc = function(d) {
    r <- psych::ICC(d$scores, lmer = FALSE)$results$ICC
    list(i11 = r[1], i21 = r[2], i31 = r[3], i1k = r[4], i2k = r[5], i3k = r[6])
  }
)

cases <- fromJSON(file("stdin"), simplifyDataFrame = FALSE)
say(lapply(cases, function(case) answer[[case$kind]](case$data)))
