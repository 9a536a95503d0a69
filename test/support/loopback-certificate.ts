/**
 * A certificate that signs itself, for `localhost`, `127.0.0.1` and `service.test`, and its key. For servers of tests on
 * loopback; nothing else trusts it. Made with `openssl ca -selfsign`; valid from 2020 to 2120.
 */
export const loopbackCertificate = `-----BEGIN CERTIFICATE-----
MIIBfDCCASOgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1sb29wYmFj
ay50ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1sb29wYmFjay50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEU9oL
cqIvYZ63jETSEUVlPMwkorIfnnNfxnHS4+AcYg++MRR4z6Jf2UfW3dfpsa6qdLAp
I81LzAnyu0YTratjdKNcMFowDwYDVR0TAQH/BAUwAwEB/zAoBgNVHREEITAfggxz
ZXJ2aWNlLnRlc3SCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUM0QS1rVzhbVB
WZtv89aFkVMXn9UwCgYIKoZIzj0EAwIDRwAwRAIgPIckNAmB2nsMf/SGgZvGcU4K
m9nLFEjz2Jhk25hLYlACIEYDj0fOBVgKRf/Tp+GaS9qugTuNtAjHHiGIiH4rbYZN
-----END CERTIFICATE-----
`;

export const loopbackKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgierbnTyGWhaDKMdu
vlHoWBLlxim8QtopiDYcU445HGuhRANCAART2gtyoi9hnreMRNIRRWU8zCSish+e
c1/GcdLj4BxiD74xFHjPol/ZR9bd1+mxrqp0sCkjzUvMCfK7RhOtq2N0
-----END PRIVATE KEY-----
`;
