internal import Diagnostics
package import Manifests

extension ParameterValue {
  /// What a word on a command line means: text, unless nobody can have meant text. What is published never changes, and an id of
  /// digits and an `e` is taken for a number once in 120.
  ///
  /// | typed | is |
  /// |---|---|
  /// | `3` `-3` `0` | an integer |
  /// | `0.1` `-0.5` `.5` `1.0` | a number |
  /// | `1e-5` `1E-5` `1e+5` `1.0e5` | a number: a sign in the exponent, or a dot |
  /// | `1e5` `7e5` `1234e56` `0e12345` | text: so do commit ids look |
  /// | `3.10` `0.10` `1.50` | text: so do versions look, and a number would not show the last zero |
  /// | `-0` `007` `+3` `1_000` `0x1F` `1:30` `99999999999999999999` | text |
  /// | `true` `false` | a boolean; `True`, `yes` and all others are text |
  ///
  /// - Throws: if it is a number that no double holds, such as `1e-400`.
  package init(typed text: String) throws(DecimalNumber.Misfit) {
    switch text {
    case "true": self = .boolean(true)
    case "false": self = .boolean(false)
    default:
      if let integer = Int64(text), "\(integer)" == text {
        self = .integer(integer)
      } else if let number = DecimalNumber(text), number.isUnmistakable {
        self = .number(try number.double())
      } else {
        self = .string(text)
      }
    }
  }

  /// A JSON value: a number, true or false, or text in quotes.
  ///
  /// - Returns: nil, with what is wrong, for anything else.
  package static func read(json text: String) -> (value: ParameterValue?, problem: String?) {
    let (node, problems) = JSONReader.read(text)
    guard let node else { return (nil, problems.first?.message ?? "it is empty") }
    let context = DecodingContext(format: .json)
    let value = ScalarReader(context: context).parameter(node, FieldPath("value"))
    return (value, context.problems.first?.message)
  }
}
