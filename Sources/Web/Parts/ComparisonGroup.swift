import RegistryStore

/// Rows of a comparison under one heading.
struct ComparisonGroup {
  let title: String
  private let kinds: Set<Comparison.Kind>

  func has(_ kind: Comparison.Kind) -> Bool { kinds.contains(kind) }

  static let all = [
    ComparisonGroup(title: "Metrics", kinds: [.metric]), ComparisonGroup(title: "Parameters", kinds: [.parameter]),
    ComparisonGroup(title: "Interface", kinds: [.algorithm, .input, .output, .param]),
    ComparisonGroup(title: "Files", kinds: [.artifact]), ComparisonGroup(title: "Lineage", kinds: [.lineage]),
    ComparisonGroup(title: "Tags", kinds: [.tag]), ComparisonGroup(title: "Other facts", kinds: [.field]),
  ]
}
