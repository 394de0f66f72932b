using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Submission;

/// <summary>A client's name for one submission, with which it can retry without starting a second job. Only hashes of the name and the body are stored.</summary>
/// <param name="Hash">Hash of the account and the name, so that it does not reveal that two accounts use the same name.</param>
/// <param name="BodyHash">Hash of the request.</param>
public sealed record IdempotencyKey(string Hash, string BodyHash)
{
    /// <summary>Hash of the name and the request together, lower-case hex.</summary>
    public string RequestName { get; } = HashOf($"{Hash}\n{BodyHash}");

    public static IdempotencyKey Of(string account, string name, string body) => new(HashOf($"{account}\n{name}"), HashOf(body));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
