import Query
import Testing

/// What a filter means, row by row.
struct FilterMatchingTests {
  private static let row = SampleRow(
    fields: [
      .attribute(.model): [.text("sentiment")], .attribute(.version): [.version("1.10.0+b5")],
      .attribute(.status): [.text("active")], .attribute(.alias): [.text("champion"), .text("production")],
      .attribute(.created): [.time("2026-10-01T12:30:05Z")], .attribute(.ordinal): [.number(3)],
      .metric("accuracy"): [.number(0.91)], .metric("loss"): [.number(.nan)], .metric("best"): [.number(.infinity)],
      .metric("steps"): [.number(.integer(9_007_199_254_740_993))],
      .parameter("lr"): [.number(0.01)], .parameter("optimizer"): [.text("adam")], .parameter("epochs"): [.text("10")],
      .tag("task"): [.text("text")], .tag("empty"): [.text("")], .tag("share"): [.text("100%")],
    ], texts: ["sentiment", "Sorts reviews by Größe", "text"])

  private static let now = TimeSpan("2026-10-31T12:30:05Z")?.start ?? 0

  static let matching = [
    "", "sentiment", "SENTI", "größe", "GRÖSSE or GRÖßE", "\"reviews by\"", "sentiment reviews", "not absent",
    // Several values: one is enough.
    "alias = production", "alias = champion", "alias IN (a, production)", "alias LIKE 'prod%'", "alias != staging",
    // None may be equal.
    "not alias != production",
    // What lacks the field fulfils every negation.
    "metrics.f1 != 1", "not metrics.f1 = 1", "not metrics.f1 < 1", "metrics.f1 NOT IN (1)", "tags.x NOT LIKE '%'",
    "tags.x IS NULL", "not has metrics.f1", "has metrics.loss", "has tags.empty", "tags.empty = ''",
    "tags.`mlflow.prompt.is_prompt` != 'true'",
    // NaN is equal to itself alone, and in no order.
    "metrics.loss = nan", "metrics.loss != 1", "not metrics.loss < 1", "not metrics.loss >= nan",
    "metrics.accuracy != nan",
    "metrics.best > 1e308", "metrics.best = inf", "metrics.best >= inf", "not metrics.best < inf",
    // Exact.
    "metrics.steps = 9007199254740993", "metrics.steps != 9007199254740992", "metrics.steps > 9007199254740992",
    "metrics.steps < 9007199254740994.0", "metrics.accuracy = 0.91", "metrics.accuracy < 0.9100000000000001",
    "parameters.lr = 1e-2", "parameters.lr = '0.01'", "parameters.epochs > 9", "parameters.epochs = 10.0",
    "parameters.epochs = '10'", "not parameters.epochs = '10.0'", "parameters.optimizer > 'abc'",
    "not parameters.optimizer > 5", "parameters.optimizer != 5",
    // Precedence, not text; build metadata counts only if it is written.
    "version > 1.9.0", "version = 1.10.0", "version >= 1.10.0", "version = 1.10.0+b5", "version != 1.10.0+b6",
    "version = '^1.4'", "version != ^2", "version IN (^2, 1.10.x)", "version LIKE '1.10.%'", "version < 2.0.0-alpha",
    // A day, a minute, a second.
    "created = 2026-10-01", "created >= 2026-10-01", "created <= 2026-10-01", "not created > 2026-10-01",
    "not created < 2026-10-01", "created > 2026-09-30", "created = 2026-10-01T12:30",
    "created = 2026-10-01T14:30:05+02:00",
    "created < 2026-10-01T12:30:05.001Z", "created > 31d", "created >= 30d", "created <= 30d", "not created > 30d",
    "created < 29d", "created IN (2026-10-01)",
    "tags.share LIKE '100\\%'", "tags.share LIKE '100_'", "tags.task ILIKE 'T%T'", "not tags.task LIKE 'T%'",
    "model = sentiment and (status = yanked or metrics.accuracy > 0.9)",
    "status = active and not (alias = staging or metrics.accuracy < 0.5)",
  ]

  @Test(arguments: matching)
  func matches(_ text: String) throws {
    #expect(try Filter(text, in: .versions).matches(Self.row, now: Self.now))
    guard !text.isEmpty else { return }
    #expect(try !Filter("not (\(text))", in: .versions).matches(Self.row, now: Self.now))
  }
}
