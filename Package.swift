// swift-tools-version: 6.2
import PackageDescription

/// `make build` sets `GIT_REGISTRY_LINK=static`: one static program, without libgit2's network layer, that starts in about
/// a millisecond. A plain `swift build` links the system's shared libraries.
let isStatic = Context.environment["GIT_REGISTRY_LINK"] == "static"

/// `make fuzz` sets `GIT_REGISTRY_FUZZ=1`: every target is instrumented for libFuzzer, and one more drives it.
let isFuzzing = Context.environment["GIT_REGISTRY_FUZZ"] == "1"

let swiftSettings: [SwiftSetting] =
  (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []) + [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]

func target(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func testTarget(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: swiftSettings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let fuzzTarget = Target.executableTarget(
  name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver",
  // One file alone would be taken for a script.
  swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])],
  linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])

let package = Package(
  name: "git-registry",
  products: [
    .executable(name: "git-registry", targets: ["git-registry"]),
    .executable(name: "git-registry-server", targets: ["git-registry-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .target(
      name: "CLibgit2",
      cSettings: isStatic ? [.define("GIT_REGISTRY_STATIC_LIBGIT2")] : [],
      linkerSettings: (isStatic
        ? [":libgit2.a", ":libhttp_parser.a", ":libmbedcrypto.a", ":libpcre2-8.a", ":libz.a"] : ["git2"])
        .map { .linkedLibrary($0) }),
    .target(
      name: "CCmark",
      linkerSettings: (isStatic
        ? [":libcmark-gfm-extensions.a", ":libcmark-gfm.a"] : ["cmark-gfm-extensions", "cmark-gfm"])
        .map { .linkedLibrary($0) }),
    .target(name: "CLibyaml", linkerSettings: [.linkedLibrary(isStatic ? ":libyaml.a" : "yaml")]),
    .target(name: "CLinux"),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary(isStatic ? ":libz.a" : "z")]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary(isStatic ? ":libsqlite3.a" : "sqlite3")]),
    .target(name: "CStart", cSettings: isStatic ? [.define("GIT_REGISTRY_STATIC_SWIFT")] : []),
    target("Diagnostics", []),
    target("Drawing", ["Diagnostics"]),
    target("GitObjects", ["Diagnostics"]),
    target("Git", ["CLibgit2", "CLinux", "Diagnostics", "GitObjects", logging]),
    target("Manifests", ["GitObjects"]),
    target("ManifestCoding", ["CLibyaml", "Diagnostics", "Manifests"]),
    target("Query", ["Diagnostics", "Manifests"]),
    target("Inspection", ["ManifestCoding", "Manifests"]),
    target("Rules", ["GitObjects", "Diagnostics", "Manifests", "ManifestCoding"]),
    target("Files", ["CLinux", "Diagnostics", "Git", "Manifests", crypto]),
    target("Blobs", ["CLinux", "Diagnostics", "Files", "Git", "Manifests", crypto]),
    target("RegistryStore", ["Git", "Diagnostics", "Manifests", "ManifestCoding", "Rules", crypto]),
    target(
      "Enforcement", ["Git", "Diagnostics", "Manifests", "ManifestCoding", "Rules", "Blobs", "RegistryStore", crypto]),
    target(
      "Actions",
      [
        "Drawing", "Git", "Diagnostics", "Manifests", "ManifestCoding", "Inspection", "Rules", "Blobs",
        "RegistryStore", "Enforcement",
      ]),
    target(
      "Catalog",
      [
        "CSQLite", "Diagnostics", "Files", "Git", "ManifestCoding", "Manifests", "Query", "RegistryStore", "Rules",
      ]),
    target(
      "Searching",
      ["Actions", "Catalog", "Diagnostics", "Git", "ManifestCoding", "Manifests", "Query", "RegistryStore"]),
    target("RunStore", ["Diagnostics", "Manifests", "Query", grdb]),
    target("ServeOptions", [argumentParser]),
    target(
      "Commands",
      [
        "Actions", "Catalog", "CLinux", "Drawing", "Git", "Diagnostics", "Manifests", "ManifestCoding", "Inspection",
        "Query", "Rules", "Blobs", "RegistryStore", "Searching", "Enforcement", "ServeOptions",
        argumentParser, logging,
      ]),

    target("CommitQueue", ["Actions", "Diagnostics", "Git", "Manifests"]),
    target("BlobStore", ["Blobs", "Files", "Git", "Manifests"]),
    target("Access", ["Git", "Manifests", "Rules", "RunStore", crypto]),
    target(
      "Endpoints",
      [
        "Access", "Actions", "BlobStore", "Blobs", "CommitQueue", "Diagnostics", "Git", "GitObjects", "ManifestCoding",
        "Manifests", "RegistryStore", "Rules",
      ]),
    target(
      "RegistryAPI",
      [
        "Access", "Actions", "BlobStore", "Blobs", "Catalog", "CommitQueue", "Diagnostics", "Endpoints", "Git",
        "GitObjects", "ManifestCoding", "Manifests", "Query", "RegistryStore", "Rules", "RunStore", "Searching",
      ]),
    target(
      "OIDC",
      [
        "Access", "Diagnostics", "ManifestCoding", "Manifests", asyncHTTPClient, crypto, jwtKit, nioCore, nioHTTP1,
      ]),
    target("SignIn", ["Access", "Actions", "Diagnostics", "Endpoints", "OIDC", "Rules", "RunStore"]),
    target(
      "MLflowAPI",
      [
        "Access", "Actions", "BlobStore", "Blobs", "Catalog", "CommitQueue", "Diagnostics", "Endpoints", "Files", "Git",
        "GitObjects", "ManifestCoding", "Manifests", "Query", "RegistryStore", "Rules", "RunStore",
      ]),
    target(
      "GitHTTP",
      ["Access", "Actions", "BlobStore", "Endpoints", "Enforcement", "Git", "Rules", asyncAlgorithms, subprocess]),
    target(
      "GitLabAPI",
      [
        "Access", "Actions", "BlobStore", "Diagnostics", "Endpoints", "Files", "Git", "GitObjects", "MLflowAPI",
        "ManifestCoding", "Manifests", "RunStore",
      ]),
    target(
      "Webhooks",
      [
        "Actions", "Diagnostics", "Endpoints", "Files", "Git", "ManifestCoding", "Manifests", "RegistryStore",
        asyncHTTPClient, crypto,
      ]),
    .target(
      name: "Web",
      dependencies: [
        "Access", "Actions", "BlobStore", "Blobs", "Catalog", "CCmark", "CommitQueue", "Diagnostics", "Drawing",
        "Endpoints", "Files", "Git", "GitObjects", "Inspection", "ManifestCoding", "Manifests", "Query",
        "RegistryStore", "Rules", "RunStore", "Searching",
      ],
      // Parts of the program, so that it stays one file.
      resources: [.embedInCode("Assets")], swiftSettings: swiftSettings),
    target("LFSAPI", ["Access", "BlobStore", "Diagnostics", "Endpoints", "ManifestCoding", "Manifests"]),
    target(
      "Serving", ["Access", "BlobStore", "CZlib", "Endpoints", hummingbird, hummingbirdCore, hummingbirdTLS, logging]),
    .executableTarget(
      name: "git-registry-server",
      dependencies: [
        "Access", "Actions", "BlobStore", "Blobs", "Catalog", "Diagnostics", "Endpoints", "Enforcement", "Files", "Git",
        "GitHTTP", "GitLabAPI", "LFSAPI",
        "ManifestCoding", "Manifests", "MLflowAPI", "OIDC", "RegistryAPI", "RegistryStore", "Rules", "RunStore",
        "ServeOptions", "Serving", "SignIn", "Web", "Webhooks", argumentParser, logging,
      ], swiftSettings: swiftSettings),
    .executableTarget(
      name: "git-registry", dependencies: ["CStart", "Commands"], swiftSettings: swiftSettings,
      // The server has to find hosts by their names, which a static program does with the system's libraries alone.
      linkerSettings: isStatic ? [.unsafeFlags(["-static-executable"])] : []),

    .executableTarget(
      name: "run-store-writer", dependencies: ["RunStore"], path: "Tests/RunStoreWriter", swiftSettings: swiftSettings),
    .target(name: "TestSupport", dependencies: ["CLinux", "Git"], path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Diagnostics", "Enforcement", "Git", "Inspection", "ManifestCoding", "Manifests", "Query", "Rules",
      ],
      path: "Tests/Fuzz/Targets", swiftSettings: swiftSettings),
    testTarget("DrawingTests", ["Drawing"], exclude: ["Pictures"]),
    testTarget("FuzzTests", ["FuzzTargets"]),
    testTarget("GitTests", ["Git"]),
    testTarget("ManifestsTests", ["GitObjects", "Manifests"]),
    testTarget("ManifestCodingTests", ["Diagnostics", "Manifests", "ManifestCoding"]),
    testTarget(
      "QueryTests", ["Manifests", "Query"],
      exclude: ["accepted-filters.txt", "mlflow-filters.txt", "wrong-filters.txt"]),
    testTarget("InspectionTests", ["Inspection", "ManifestCoding", "Manifests"]),
    testTarget(
      "RulesTests",
      [
        "Blobs", "Commands", "Diagnostics", "Enforcement", "Git", "ManifestCoding", "Manifests", "RegistryStore",
        "Rules",
      ],
      exclude: ["Base", "Fixtures"]),
    testTarget(
      "EnforcementTests", ["Enforcement", "Git", "ManifestCoding", "Manifests", "RegistryStore", "Rules", crypto],
      exclude: ["signed-commits.sh"]),
    testTarget(
      "ActionsTests", ["Actions", "Blobs", "Diagnostics", "Git", "Manifests", "RegistryStore", "Rules"],
      exclude: ["artifact-digests.json"]),
    testTarget(
      "CatalogTests", ["Actions", "Catalog", "Files", "Git", "Manifests", "Query", "RegistryStore", "Rules"]),
    testTarget("CommandsTests", ["Actions", "Commands", "Endpoints", "RegistryAPI", argumentParser]),
    testTarget("RunStoreTests", ["Query", "RunStore", "run-store-writer", grdb]),
    testTarget(
      "OIDCTests",
      [
        "Access", "BlobStore", "Endpoints", "Git", "OIDC", "RunStore", "Serving", "SignIn", crypto, cryptoExtras,
      ]),
    testTarget("ServingTests", ["Access", "BlobStore", "Endpoints", "Git", "Serving"]),
    testTarget("EndpointsTests", ["Access", "BlobStore", "Endpoints", "RunStore"]),
    testTarget(
      "WebTests",
      [
        "Access", "Actions", "BlobStore", "Drawing", "Endpoints", "Git", "Manifests", "RegistryAPI", "RegistryStore",
        "Rules", "RunStore", "Web",
      ],
      exclude: ["Pages"]),
    testTarget(
      "MLflowAPITests",
      [
        "Access", "Actions", "BlobStore", "Blobs", "CommitQueue", "Endpoints", "Git", "GitHTTP", "GitLabAPI", "LFSAPI",
        "Manifests", "MLflowAPI", "OIDC", "RegistryAPI", "RunStore", "Serving", "SignIn", "Web",
      ],
      exclude: ["routes.txt"]),
    testTarget(
      "EndToEndTests", ["Git", "git-registry", "git-registry-server"],
      exclude: ["CI", "Console", "Corpus", "Peers", "Schemas"]),
  ] + (isFuzzing ? [fuzzTarget] : [])
)
