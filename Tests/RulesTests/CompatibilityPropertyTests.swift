import Manifests
import Rules
import TestSupport
import Testing

/// What holds for all interfaces, tried on random ones; the same ones each time.
struct CompatibilityPropertyTests {
  private static let seeds = Array(1...300)

  private static func bump(_ old: Signature, _ new: Signature) -> SemanticVersion.Bump {
    Compatibility(from: ModelInterface(signature: old), to: ModelInterface(signature: new)).leastBump
  }

  @Test("nothing changed, nothing needed", arguments: seeds)
  func isReflexive(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let signature = random.signature()
    #expect(Compatibility(from: .init(signature: signature), to: .init(signature: signature)).reasons.isEmpty)
  }

  @Test("the order of named fields says nothing", arguments: seeds)
  func ignoresOrder(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let signature = random.signature()
    var other = signature
    other.inputs.shuffle(using: &random.generator)
    other.outputs.shuffle(using: &random.generator)
    other.params.shuffle(using: &random.generator)
    #expect(Self.bump(signature, other) == .patch)
  }

  @Test("optional inputs alone never need a major", arguments: seeds)
  func optionalInputsAreSafe(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let old = random.signature()
    var new = old
    new.inputs += random.fields(prefix: "new", isOptional: true)
    new.inputs.shuffle(using: &random.generator)
    #expect(Self.bump(old, new) == (new.inputs.count == old.inputs.count ? .patch : .minor))
  }

  @Test("two steps that add need no less together than each of them", arguments: seeds)
  func additionsAddUp(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let first = random.signature()
    let second = random.adding(to: first, prefix: "second")
    let third = random.adding(to: second, prefix: "third")
    #expect(Self.bump(first, third) >= max(Self.bump(first, second), Self.bump(second, third)))
  }

  @Test("two safe steps are safe together", arguments: seeds)
  func safeStepsCompose(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let first = random.signature()
    let (second, third) = (random.mutated(first), random.signature())
    for last in [random.mutated(second), third] {
      guard Self.bump(first, second) < .major, Self.bump(second, last) < .major else { continue }
      #expect(Self.bump(first, last) < .major)
    }
  }

  @Test("what an input needs one way, an output needs the other way", arguments: seeds)
  func mirrors(_ seed: Int) {
    var random = RandomSignatures(seed: seed)
    let old = Signature(inputs: random.fields(prefix: "f", isOptional: nil))
    // Values change, no field comes or goes: what is gone needs a major on both sides.
    let new = random.mutated(old)
    let mirror = Self.bump(Signature(outputs: new.inputs), Signature(outputs: old.inputs))
    #expect(Self.bump(old, new) == mirror)
  }

  /// Else the properties above would hold for want of examples.
  @Test func theExamplesAreOfEveryKind() {
    var bumps: [SemanticVersion.Bump: Int] = [:]
    for seed in Self.seeds {
      var random = RandomSignatures(seed: seed)
      let old = Signature(inputs: random.fields(prefix: "f", isOptional: nil))
      bumps[Self.bump(old, random.mutated(old)), default: 0] += 1
    }
    #expect(SemanticVersion.Bump.allCases.allSatisfy { bumps[$0, default: 0] >= 30 }, "\(bumps)")
  }
}

/// Signatures of all types, drawn from a seed.
private struct RandomSignatures {
  var generator: SplitMix

  init(seed: Int) { generator = SplitMix(state: UInt64(seed)) }

  mutating func signature() -> Signature {
    Signature(
      inputs: fields(prefix: "in", isOptional: nil), outputs: fields(prefix: "out", isOptional: nil),
      params: params(prefix: "p"))
  }

  /// Up to three fields.
  mutating func fields(prefix: String, isOptional: Bool?) -> [SignatureField] {
    (0..<Int.random(in: 0...3, using: &generator)).map { index in
      SignatureField(name: "\(prefix)\(index)", type: type(depth: 2), isRequired: !(isOptional ?? coin()))
    }
  }

  mutating func params(prefix: String) -> [SignatureParameter] {
    (0..<Int.random(in: 0...2, using: &generator)).map { index in
      SignatureParameter(
        name: "\(prefix)\(index)", type: .column(.long), default: coin() ? .value(.integer(Int64(index))) : nil)
    }
  }

  mutating func adding(to signature: Signature, prefix: String) -> Signature {
    Signature(
      inputs: signature.inputs + fields(prefix: prefix, isOptional: nil),
      outputs: signature.outputs + fields(prefix: prefix, isOptional: nil),
      params: signature.params + params(prefix: prefix))
  }

  /// The same fields with other types, lengths and duties here and there.
  mutating func mutated(_ signature: Signature) -> Signature {
    Signature(
      inputs: signature.inputs.map { mutated($0) }, outputs: signature.outputs.map { mutated($0) },
      params: signature.params)
  }

  private mutating func mutated(_ field: SignatureField) -> SignatureField {
    let isOptional = chance(8) ? !field.isOptional : field.isOptional
    return SignatureField(name: field.name, type: mutated(field.type), isRequired: !isOptional)
  }

  private mutating func mutated(_ type: SignatureType) -> SignatureType {
    switch type {
    case .column(let old): return chance(2) ? .column(wider[old]?.randomElement(using: &generator) ?? old) : type
    case .tensor(let dtype, let shape):
      return .tensor(dtype: dtype, shape: shape.map { chance(3) ? (chance(2) ? -1 : 3) : $0 })
    case .object(let properties): return .object(properties.map { mutated($0) })
    case .array(let items): return chance(8) ? .any : .array(mutated(items))
    case .map(let values): return chance(8) ? .any : .map(mutated(values))
    case .any: return chance(3) ? .column(.string) : .any
    case .sparkVector: return .sparkVector
    }
  }

  private let wider: [ColumnType: [ColumnType]] = [
    .integer: [.long, .double], .float: [.double], .long: [.integer], .double: [.float, .integer], .string: [.binary],
  ]

  private mutating func type(depth: Int) -> SignatureType {
    let kinds = depth > 0 ? 7 : 4
    switch Int.random(in: 0..<kinds, using: &generator) {
    case 0, 1: return .column(ColumnType.allCases.randomElement(using: &generator) ?? .string)
    case 2: return depth == 2 ? .tensor(dtype: "float32", shape: [coin() ? -1 : 3, 4]) : .sparkVector
    case 3: return .any
    case 4: return .array(type(depth: depth - 1))
    case 5: return .map(type(depth: depth - 1))
    default:
      return .object(
        ["a", "b"].map { SignatureField(name: $0, type: type(depth: depth - 1), isRequired: coin()) })
    }
  }

  private mutating func coin() -> Bool { Bool.random(using: &generator) }

  /// True once in so many.
  private mutating func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
}
