import ManifestCoding
import Manifests

/// Gates and what is routine, as YAML.
enum PolicyField {
  static let field = FormField(
    "policy", "Gates and routine", .code, writes: FormPlace("policy"), isOptional: true,
    hint:
      "YAML, as below policy in registry.yaml: gates.versions for what is published, gates.aliases.NAME for what an alias may name, routine for changes that no person must look at. Comments are not kept here.",
    placeholder: """
      gates:
        versions:
          metrics:
            accuracy: {min: 0.9}
      """)

  /// - Parameter known: what there is, for a form that does not ask for it.
  /// - Throws: ``FormProblems``, each with its line.
  static func read(_ values: FormValues, besides known: RegistryPolicy) throws -> RegistryPolicy {
    guard values.has(field.name) else { return known }
    let (policy, found) = RegistryPolicy.read(values.raw(field.name))
    if let policy { return policy }
    var problems = FormProblems()
    for problem in found {
      problems.add(
        FormProblem(
          "line \(problem.mark.line): \(problem.message)", at: field.name, help: problem.help,
          rule: problem.kind.rawValue))
    }
    throw problems
  }
}
