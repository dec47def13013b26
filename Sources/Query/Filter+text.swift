import Manifests

extension Filter {
  /// The filter as text that reads as the same filter again; empty for everything.
  package func text(in scope: SearchScope) -> String { FilterWriter(scope: scope).text(self) }
}

/// Writes filters in one form: keywords in capitals, texts in apostrophes, brackets only where they change the meaning.
private struct FilterWriter {
  let scope: SearchScope

  func text(_ filter: Filter) -> String {
    switch filter {
    case .word(let word): self.word(word)
    case .comparison(let field, let relation, let value): "\(name(field)) \(relation.rawValue) \(text(value))"
    case .like(let field, let pattern):
      "\(name(field)) \(pattern.isCaseSensitive ? "LIKE" : "ILIKE") \(quoted(pattern.text))"
    case .oneOf(let field, let values): "\(name(field)) IN \(list(values))"
    // MLflow's clients know the other form only.
    case .has(let field): scope.mlflow == nil ? "HAS \(name(field))" : "\(name(field)) IS NOT NULL"
    case .not(.has(let field)) where scope.mlflow != nil: "\(name(field)) IS NULL"
    case .not(.comparison(let field, .equal, let value)): "\(name(field)) != \(text(value))"
    case .not(.oneOf(let field, let values)): "\(name(field)) NOT IN \(list(values))"
    case .not(let filter): "NOT \(part(filter))"
    case .and(let filters): filters.map { part($0, isInOr: false) }.joined(separator: " AND ")
    case .or(let filters): filters.map { part($0, isInOr: true) }.joined(separator: " OR ")
    }
  }

  /// A part of a larger filter, in brackets if it would be read otherwise.
  private func part(_ filter: Filter, isInOr: Bool? = nil) -> String {
    switch filter {
    case .or: "(\(text(filter)))"
    case .and where isInOr != true: "(\(text(filter)))"
    default: text(filter)
    }
  }

  private func name(_ field: Field) -> String { scope.name(of: field) }

  private func list(_ values: [FilterValue]) -> String { "(\(values.map(text).joined(separator: ", ")))" }

  private func text(_ value: FilterValue) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number(let number): number.description
    case .version(let version): quoted(version.description)
    case .range(let range): quoted(range.description)
    case .age(let age): age.description
    // MLflow's clients count milliseconds.
    case .time(let span): scope.mlflow == nil ? quoted(span.description) : "\(span.start)"
    }
  }

  private func quoted(_ text: String, by quote: Unicode.Scalar = "'") -> String {
    var quoted = String(quote)
    for scalar in text.unicodeScalars {
      if scalar == quote || scalar == "\\" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    quoted.unicodeScalars.append(quote)
    return quoted
  }

  /// A word as it is, or in quotation marks if it would be read as anything else.
  private func word(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
    }
    let keywords = ["and", "or", "not", "has"]
    return isPlain && !keywords.contains(word.lowercased()) ? word : quoted(word, by: "\"")
  }
}
