/// An unlocked key on loan: it can be asked to sign, and nothing else.
package struct Signer: Sendable {
    package let publicKey: PublicKey
    /// The signature over a text as it stands in its file.
    package let sign: @Sendable (_ text: [UInt8], _ namespace: SignatureNamespace) throws -> [UInt8]

    package init(
        publicKey: PublicKey, sign: @escaping @Sendable ([UInt8], SignatureNamespace) throws -> [UInt8]
    ) {
        self.publicKey = publicKey
        self.sign = sign
    }
}
