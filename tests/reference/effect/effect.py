"""Reference values for the effect of care, computed apart from the app.

Python 3.11, numpy 1.26.4, scipy 1.14.1, statsmodels 0.14.4:
    pip install numpy==1.26.4 scipy==1.14.1 statsmodels==0.14.4 && python effect.py > expected.json

- difference: statsmodels, Newcombe's interval (method "newcomb").
- split: scipy.stats.chisquare.
- power: scipy's normal distribution and a root finder on the textbook formula.
- pool: the joint posterior of mu and tau on a dense grid, theta_j given both, summed by brute force. Nothing is
  solved for by hand, so it shares no formula with the app beyond the model itself.
"""

import json

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep

ARMS = [  # treated hits, n, held hits, n
    [60, 400, 10, 100],
    [5, 40, 1, 38],
    [0, 25, 0, 24],
    [33, 210, 30, 190],
    [18, 120, 9, 118],
]


def differences():
    out = []
    for a, n, c, m in ARMS:
        low, high = confint_proportions_2indep(a, n, c, m, method="newcomb", compare="diff")
        one, other = (a + 1) / (n + 2), (c + 1) / (m + 2)
        variance = one * (1 - one) / (n + 2) + other * (1 - other) / (m + 2)
        out.append(
            {
                "treated": [a, n],
                "held": [c, m],
                "difference": a / n - c / m,
                "low": low,
                "high": high,
                "adjusted": one - other,
                "variance": variance,
            }
        )
    return out


def splits():
    out = []
    for held, n, share in [(98, 500, 0.2), (60, 500, 0.2), (51, 100, 0.5), (3, 10, 0.5)]:
        chi, p = stats.chisquare([held, n - held], [n * share, n * (1 - share)])
        out.append({"held": held, "n": n, "share": share, "chi_square": chi, "p": p})
    return out


def lacking(base, target, n, m):
    mean = (target * n + base * m) / (n + m)
    alike = np.sqrt(mean * (1 - mean) * (1 / n + 1 / m))
    apart = np.sqrt(target * (1 - target) / n + base * (1 - base) / m)
    return stats.norm.isf(0.025) * alike + stats.norm.isf(0.2) * apart - (target - base)


def powers():
    out = []
    for base, n, m in [(0.06, 160, 40), (0.06, 800, 200), (0.25, 300, 300), (0.0, 50, 50), (0.02, 5000, 500)]:
        target = optimize.brentq(lambda t: lacking(base, t, n, m), base + 1e-12, 1.0, xtol=1e-14)
        out.append({"base": base, "treated": n, "held": m, "target": target})
    return out


def quantile(x, weights, share):
    total = np.cumsum(weights) - weights / 2  # each weight sits in the middle of its cell
    return float(np.interp(share, total / weights.sum(), x))


def pool(ys, vs, spread):
    ys, vs = np.array(ys), np.array(vs)
    taus = np.linspace(0, 6 * spread, 1201)
    tau_weights = np.full(taus.size, 1.0)
    tau_weights[[0, -1]] = 0.5  # the trapezium rule, where the app has Simpson's
    centre, width = ys.mean(), 10 * np.sqrt((vs + (6 * spread) ** 2).max())
    mus = np.linspace(centre - width, centre + width, 6001)
    log = stats.halfnorm.logpdf(taus, scale=spread)[:, None] + np.zeros((1, mus.size))
    for y, v in zip(ys, vs):
        log = log + stats.norm.logpdf(y, mus[None, :], np.sqrt(v + taus[:, None] ** 2))
    joint = np.exp(log - log.max()) * tau_weights[:, None]
    joint /= joint.sum()

    def told(weights_of, means, deviations):
        mean = float((weights_of * means).sum())

        def below(x):
            return float((weights_of * stats.norm.cdf((x - means) / deviations)).sum())

        ends = [
            optimize.brentq(lambda x: below(x) - q, centre - width, centre + width, xtol=1e-12) for q in (0.025, 0.975)
        ]
        return {"mean": mean, "low": ends[0], "high": ends[1]}

    each = []
    # Only where there is weight, else the sums take minutes.
    keep = joint > 1e-12
    tau_at, mu_at = np.nonzero(keep)
    weight = joint[keep] / joint[keep].sum()
    tau, mu = np.maximum(taus[tau_at], 1e-9), mus[mu_at]
    for y, v in zip(ys, vs):
        precision = 1 / v + 1 / tau**2
        each.append(told(weight, (y / v + mu / tau**2) / precision, np.sqrt(1 / precision)))
    marginal = joint.sum(axis=0)
    common = {
        "mean": float((marginal * mus).sum()),
        "low": quantile(mus, marginal, 0.025),
        "high": quantile(mus, marginal, 0.975),
    }
    return {"differences": list(map(float, ys)), "variances": list(map(float, vs)), "spread": spread, "each": each, "common": common}


def pools():
    found = differences()
    care = pool([d["adjusted"] for d in found], [d["variance"] for d in found], 0.05)
    two = pool([0.10, -0.02], [0.03**2, 0.04**2], 0.05)
    # D. B. Rubin, J. Educ. Stat. 6 (1981): coaching in eight schools.
    schools = pool([28, 8, -3, 7, -1, 1, 18, 12], [s * s for s in [15, 10, 16, 11, 9, 11, 10, 18]], 10.0)
    return [care, two, schools]


print(
    json.dumps(
        {"differences": differences(), "splits": splits(), "powers": powers(), "pools": pools()},
        indent=1,
    )
)
