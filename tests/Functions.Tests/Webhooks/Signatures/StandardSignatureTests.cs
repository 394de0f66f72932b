using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Signatures;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace SegFunctions.Tests.Webhooks.Signatures;

/// <summary>Compared with the reference's own vector and with independent implementations: NuGet's library and Node's crypto.</summary>
public sealed class StandardSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void Is_the_references_for_its_own_vector() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", StandardSignature.Create(Id, 1614265330, Body, new Receiver("", Secret), Specs.Now));

    [Fact]
    public void Nugets_library_accepts_it_and_nothing_else()
    {
        var now = DateTimeOffset.UtcNow;
        var headers = HeadersOf(new Receiver("", Secret), now);
        var webhook = new StandardWebhook(Secret);

        webhook.Verify(Encoding.UTF8.GetString(Body), headers);
        Assert.Throws<WebhookVerificationException>(() => webhook.Verify("{}", headers));
        Assert.Throws<WebhookVerificationException>(() => new StandardWebhook(WebhookSecret.Draw()).Verify(Encoding.UTF8.GetString(Body), headers));
    }

    [Fact]
    public void Both_secrets_are_accepted_while_one_replaces_the_other_and_only_the_new_one_later()
    {
        var now = DateTimeOffset.UtcNow;
        var (old, added) = (WebhookSecret.Draw(), WebhookSecret.Draw());
        var receiver = new Receiver("", added, Retired: new RetiredKeys(old, null, now.AddHours(1)));
        var during = HeadersOf(receiver, now);
        var after = HeadersOf(receiver with { Retired = receiver.Retired! with { Until = now } }, now);

        Assert.Equal(3, during["webhook-signature"].ToString().Split(' ').Length);
        new StandardWebhook(old).Verify(Encoding.UTF8.GetString(Body), during);
        new StandardWebhook(added).Verify(Encoding.UTF8.GetString(Body), during);
        new StandardWebhook(added).Verify(Encoding.UTF8.GetString(Body), after);
        Assert.Throws<WebhookVerificationException>(() => new StandardWebhook(old).Verify(Encoding.UTF8.GetString(Body), after));
    }

    [Fact]
    public void Entries_of_ed25519_come_after_those_of_secrets()
    {
        var receiver = new Receiver("", Secret, SigningKey.Draw(), new RetiredKeys(WebhookSecret.Draw(), SigningKey.Draw(), Specs.Now.AddHours(1)));

        Assert.Equal(
            ["v1", "v1", "v1", "v1a", "v1a"],
            StandardSignature.Create(Id, 1, Body, receiver, Specs.Now).Split(' ').Select(entry => entry.Split(',')[0]));
    }

    [Fact]
    public async Task Nodes_crypto_accepts_ed25519_by_the_public_key_alone()
    {
        var key = SigningKey.Draw();
        var entry = StandardSignature.Create(Id, 1614265330, Body, new Receiver("", Secret, key), Specs.Now).Split(' ')[1];
        var content = $"{Id}.1614265330.{Encoding.UTF8.GetString(Body)}";

        Assert.StartsWith("whpk_", SigningKey.ToPublic(key), StringComparison.Ordinal);
        Assert.Equal("true", await VerifyInNodeAsync(content, SigningKey.ToPublic(key)["whpk_".Length..], entry["v1a,".Length..]));
        Assert.Equal("false", await VerifyInNodeAsync(content + " ", SigningKey.ToPublic(key)["whpk_".Length..], entry["v1a,".Length..]));
    }

    private static async Task<string> VerifyInNodeAsync(string content, string publicKey, string signature)
    {
        const string Script = """
            const [content, key, signature] = process.argv.slice(1);
            const prefix = Buffer.from('302a300506032b6570032100', 'hex');
            const publicKey = crypto.createPublicKey({ key: Buffer.concat([prefix, Buffer.from(key, 'base64')]), format: 'der', type: 'spki' });
            console.log(crypto.verify(null, Buffer.from(content), publicKey, Buffer.from(signature, 'base64')));
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["--eval", Script, "--", content, publicKey, signature]) { RedirectStandardOutput = true })!;
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }

    private static HeaderDictionary HeadersOf(Receiver receiver, DateTimeOffset now) => new()
    {
        ["webhook-id"] = Id,
        ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["webhook-signature"] = StandardSignature.Create(Id, now.ToUnixTimeSeconds(), Body, receiver, now),
    };
}
