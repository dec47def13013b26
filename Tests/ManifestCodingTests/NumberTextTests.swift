import ManifestCoding
import Manifests
import Testing

/// Where a word on the command line becomes a number, and which numbers no double holds.
struct NumberTextTests {
  struct Case: CustomStringConvertible, Sendable {
    let text: String
    let value: ParameterValue?
    var description: String { text }

    init(_ text: String, _ value: ParameterValue?) {
      self.text = text
      self.value = value
    }
  }

  static let parameters = [
    // An id of a commit is read as a number once in 120.
    Case("7e5", .string("7e5")), Case("1e5", .string("1e5")), Case("1234e56", .string("1234e56")),
    Case("0e12345", .string("0e12345")), Case("0c12345", .string("0c12345")), Case("1e400", .string("1e400")),
    Case("7E5", .string("7E5")),
    // Nobody means text by a sign or a dot.
    Case("1e-5", .number(1e-5)), Case("1e-05", .number(1e-5)), Case("1E-5", .number(1e-5)), Case("1e+5", .number(1e5)),
    Case("1.0e5", .number(1e5)), Case("1.50e5", .number(1.5e5)), Case("-2.5e-3", .number(-2.5e-3)),
    Case("5e-324", .number(.leastNonzeroMagnitude)),
    Case("3", .integer(3)), Case("-3", .integer(-3)), Case("0", .integer(0)),
    Case("9007199254740993", .integer(9_007_199_254_740_993)), Case("9223372036854775807", .integer(.max)),
    Case("9223372036854775808", .string("9223372036854775808")),
    Case("0.1", .number(0.1)), Case("-0.5", .number(-0.5)), Case("1.0", .number(1)), Case(".5", .number(0.5)),
    Case("-.5", .number(-0.5)), Case("0.30000000000000004", .number(0.30000000000000004)),
    // A version: a number would not show all of it.
    Case("3.10", .string("3.10")), Case("0.10", .string("0.10")), Case(".50", .string(".50")),
    Case("1732780800.123456789", .string("1732780800.123456789")), Case("1.2.3", .string("1.2.3")),
    Case("-0", .string("-0")), Case("+3", .string("+3")), Case("007", .string("007")), Case("-01", .string("-01")),
    Case("1_000", .string("1_000")), Case("0x1F", .string("0x1F")), Case("0x1p4", .string("0x1p4")),
    Case("1:30", .string("1:30")), Case("5.", .string("5.")), Case(".", .string(".")), Case("e5", .string("e5")),
    Case("1e", .string("1e")), Case("nan", .string("nan")), Case("inf", .string("inf")), Case("", .string("")),
    Case("true", .boolean(true)), Case("false", .boolean(false)), Case("True", .string("True")),
    Case("yes", .string("yes")), Case("null", .string("null")),
    // Numbers without doubt, which no double holds.
    Case("1e+400", nil), Case("1e-400", nil), Case("9.007199254740993e+15", nil),
  ]

  @Test("a parameter", arguments: parameters) func parameter(_ row: Case) {
    #expect((try? ParameterValue(typed: row.text)) == row.value)
  }

  static let typed = [
    Case("1e5", .number(1e5)), Case("0.10", .number(0.1)), Case("3", .integer(3)), Case("\"3\"", .string("3")),
    Case("\"7e5\"", .string("7e5")), Case("true", .boolean(true)), Case("1e400", nil), Case("1e-400", nil),
    Case("18446744073709551615", nil), Case("007", nil), Case(".5", nil), Case("7x", nil), Case("null", nil),
    Case("[1]", nil), Case("{}", nil), Case("", nil), Case("NaN", nil),
  ]

  @Test("a parameter as JSON", arguments: typed) func typedParameter(_ row: Case) {
    let (value, problem) = ParameterValue.read(json: row.text)
    #expect(value == row.value)
    #expect((problem == nil) == (row.value != nil))
  }

  @Test(
    "a number that no double holds",
    arguments: [
      ("1e400", .tooLarge), ("-1e400", .tooLarge), ("1e-400", .tooSmall),
      ("0.\(String(repeating: "0", count: 400))1", .tooSmall),
      ("9007199254740993", .rounds(to: 9_007_199_254_740_992)),
      ("9007199254740993.0", .rounds(to: 9_007_199_254_740_992)),
      ("9007199254740992.5", .rounds(to: 9_007_199_254_740_992)), ("18446744073709551615", .rounds(to: 0x1p64)),
    ] as [(String, DecimalNumber.Misfit)])
  func misfits(_ text: String, _ misfit: DecimalNumber.Misfit) throws {
    let number = try #require(DecimalNumber(text))
    #expect(throws: misfit) { try number.double() }
  }

  /// A fraction is rounded as everywhere; a whole number is what it was.
  @Test(
    "a number that one holds",
    arguments: [
      ("0.1", 0.1), ("0.1000000000000000055511151231257827", 0.1), ("9007199254740992", 0x1p53), ("1e23", 1e23),
      ("18446744073709551616", 0x1p64), ("100000000000000000000000", 1e23), ("0e99999999999999999999", 0), ("0.0", 0),
      ("4e-324", .leastNonzeroMagnitude),
    ] as [(String, Double)])
  func fits(_ text: String, _ value: Double) throws { #expect(try DecimalNumber(text)?.double() == value) }

  @Test("is read from a manifest, or refused", arguments: ManifestFormat.allCases)
  func inManifests(_ format: ManifestFormat) {
    for (text, isRead) in [
      ("0.1", true), ("9007199254740992", true), ("9007199254740993", false), ("1.0e-400", false), ("1.0e+400", false),
      ("-0.0", true), ("0.0e-400", true), ("1.0e+23", true),
    ] {
      let manifest =
        format == .json
        ? "{\"apiVersion\": \"git-registry/v1\", \"kind\": \"ModelVersion\", \"metrics\": {\"a\": \(text)}}"
        : "apiVersion: git-registry/v1\nkind: ModelVersion\nmetrics:\n  a: \(text)\n"
      let decoded = ManifestDecoder.decode(ModelVersion.self, from: Array(manifest.utf8), as: format)
      #expect(decoded.problems.isEmpty == isRead, "\(text): \(decoded.problems)")
    }
  }
}
