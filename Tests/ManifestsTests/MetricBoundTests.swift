import Manifests
import Testing

/// What gates ask of metrics: bounds, tolerances and what is told of a value that fails.
struct MetricBoundTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let bound: MetricBound
    let value: Double?
    let current: Double?
    /// "WHAT | PASSES"; nil for a value that passes.
    let expected: String?
    var testDescription: String { why }

    init(_ why: String, _ bound: MetricBound, _ value: Double?, after current: Double? = nil, _ expected: String?) {
      self.why = why
      self.bound = bound
      self.value = value
      self.current = current
      self.expected = expected
    }
  }

  static let refusals = [
    Case("missing without a bound", MetricBound(), nil, "is missing | any value"),
    Case("missing with a minimum", MetricBound(min: 0.9), nil, "is missing | at least 0.9"),
    Case(
      "missing, and what would pass counts the current value",
      MetricBound(max: 50, maxWorseThanCurrent: .percent(5)), nil, after: 40, "is missing | at most 42.0"),
    Case("below the minimum", MetricBound(min: 0.9), 0.88, "is 0.88 | at least 0.9"),
    Case("above the maximum", MetricBound(max: 50), 50.5, "is 50.5 | at most 50.0"),
    Case("outside of both", MetricBound(min: 0.1, max: 0.5), 0.7, "is 0.7 | at least 0.1 and at most 0.5"),
    Case(
      "worse where all is tiny", MetricBound(maxWorseThanCurrent: .percent(0)), 1e-301, after: 1e-300,
      "is 1e-301, worse than 1e-300 of 1.1.0 by more than 0% | at least 1e-300"),
    Case("tiny", MetricBound(max: 1e-5), 2e-5, "is 2e-05 | at most 1e-05"),
    Case(
      "slower by more than 5%", MetricBound(max: 60, maxWorseThanCurrent: .percent(5)), 58, after: 52,
      "is 58.0, worse than 52.0 of 1.1.0 by more than 5% | at most 54.6"),
    Case(
      "slower than the maximum and than the current value: the lower limit passes",
      MetricBound(max: 50, maxWorseThanCurrent: .percent(5)), 58, after: 40, "is 58.0 | at most 42.0"),
    Case(
      "less accurate, where nobody says what is better", MetricBound(maxWorseThanCurrent: .percent(1)), 0.9,
      after: 0.95,
      "is 0.9, worse than 0.95 of 1.1.0 by more than 1% | at least 0.9405"),
    Case(
      "less accurate by more than a number", MetricBound(maxWorseThanCurrent: .absolute(0.02)), 0.85, after: 0.9,
      "is 0.85, worse than 0.9 of 1.1.0 by more than 0.02 | at least 0.88"),
    Case(
      "lower is better because somebody says so",
      MetricBound(maxWorseThanCurrent: .absolute(0.25), better: .lower), 1.5, after: 1,
      "is 1.5, worse than 1.0 of 1.1.0 by more than 0.25 | at most 1.25"),
    Case(
      "higher is better in spite of a maximum", MetricBound(max: 1, maxWorseThanCurrent: .percent(0), better: .higher),
      0.8, after: 0.9, "is 0.8, worse than 0.9 of 1.1.0 by more than 0% | at least 0.9 and at most 1.0"),
    Case(
      "a percentage is of the magnitude: of -100, 5% worse is -105",
      MetricBound(maxWorseThanCurrent: .percent(5)), -106, after: -100,
      "is -106.0, worse than -100.0 of 1.1.0 by more than 5% | at least -105.0"),
    Case(
      "no percentage of zero is anything", MetricBound(max: 9, maxWorseThanCurrent: .percent(50)), 0.1, after: 0,
      "is 0.1, worse than 0.0 of 1.1.0 by more than 50% | at most 0.0"),
  ]

  @Test("refuses", arguments: refusals)
  func refuses(_ row: Case) throws { #expect(try text(row) == row.expected) }

  static let passes = [
    Case("without a bound", MetricBound(), -1, nil),
    Case("the minimum itself", MetricBound(min: 0.9), 0.9, nil),
    Case("the maximum itself", MetricBound(max: 50), 50, nil),
    Case("nothing to compare with", MetricBound(maxWorseThanCurrent: .percent(0)), 0.1, nil),
    Case("as much worse as may be", MetricBound(max: 60, maxWorseThanCurrent: .percent(5)), 54.6, after: 52, nil),
    Case("better", MetricBound(maxWorseThanCurrent: .percent(0)), 0.95, after: 0.9, nil),
    // 0.07 - 0.07 * 10 / 100 is 0.063000000000000006 in binary.
    Case("what a person computes", MetricBound(maxWorseThanCurrent: .percent(10)), 0.063, after: 0.07, nil),
    // 0.3 - 0.1 is 0.19999999999999998, and 0.8 - 0.1 is 0.7000000000000001.
    Case("what a person subtracts", MetricBound(maxWorseThanCurrent: .absolute(0.1)), 0.7, after: 0.8, nil),
    Case("huge", MetricBound(maxWorseThanCurrent: .percent(1)), 1e300, after: 1e300, nil),
    Case("beyond all numbers", MetricBound(maxWorseThanCurrent: .percent(999)), -1e308, after: 1e308, nil),
    Case("tiny", MetricBound(maxWorseThanCurrent: .percent(50)), 0.8e-300, after: 1.5e-300, nil),
  ]

  @Test("lets pass", arguments: passes)
  func letsPass(_ row: Case) throws { #expect(try text(row) == nil) }

  private func text(_ row: Case) throws -> String? {
    let version = try #require(SemanticVersion("1.1.0"))
    let current = row.current.map { MetricBound.Current($0, of: version) }
    return row.bound.failure(of: row.value, current: current).map { "\($0.what) | \($0.passes ?? "any value")" }
  }

  static let percentages: [(text: String, value: Tolerance?, written: String)] = [
    ("5%", .percent(5), "5%"), ("0%", .percent(0), "0%"), ("2.5%", .percent(2.5), "2.5%"), ("5.0%", .percent(5), "5%"),
    ("0.0001%", .percent(0.0001), "0.0001%"), ("999999.9999%", .percent(999999.9999), "999999.9999%"),
    ("5", nil, ""), ("%", nil, ""), ("-5%", nil, ""), ("+5%", nil, ""), ("5 %", nil, ""), (" 5%", nil, ""),
    ("05%", nil, ""), (".5%", nil, ""), ("5.%", nil, ""), ("1e2%", nil, ""), ("0x1%", nil, ""), ("inf%", nil, ""),
    ("nan%", nil, ""), ("1_0%", nil, ""), ("1000000%", nil, ""), ("0.00001%", nil, ""), ("1.2.3%", nil, ""),
    ("5%%", nil, ""), ("٥%", nil, ""), ("", nil, ""),
  ]

  @Test("reads a percentage", arguments: percentages)
  func reads(_ row: (text: String, value: Tolerance?, written: String)) {
    let tolerance = Tolerance(percentage: row.text)
    #expect(tolerance == row.value)
    #expect(tolerance.map(\.description) == (row.value == nil ? nil : row.written))
  }
}
