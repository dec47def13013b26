extension DatasetInput {
  func check() throws(RunStoreError) {
    try TextLimit.check(dataset.id.name, "name", atMost: 500)
    try TextLimit.check(dataset.id.digest, "digest", atMost: 36)
    try TextLimit.check(dataset.source, "source", atMost: 65_535)
    if let schema = dataset.schema { try TextLimit.check(schema, "schema", atMost: 1_048_575) }
    if let profile = dataset.profile { try TextLimit.check(profile, "profile", atMost: 16_777_215) }
    for tag in tags {
      try TextLimit.check(tag.key, "key", atMost: 255)
      try TextLimit.check(tag.value, "value", atMost: 500)
    }
  }
}
