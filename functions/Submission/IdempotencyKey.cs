using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Submission;

/// <summary>A client's name for one submission, by which it can ask again without starting a second job. Neither the name nor the body is kept, only hashes.</summary>
/// <param name="Hash">Of the account and the name, so that nobody sees that two accounts use one name.</param>
/// <param name="BodyHash">Of what was asked for under the name.</param>
public sealed record IdempotencyKey(string Hash, string BodyHash)
{
    public static IdempotencyKey Of(string account, string name, string body) => new(HashOf($"{account}\n{name}"), HashOf(body));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
