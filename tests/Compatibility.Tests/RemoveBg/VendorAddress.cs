using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>
/// Redirects clients with a hard-coded address to a local server: a proxy that directs every tunnel to its own site, with a certificate made for the
/// address that only these clients trust.
/// </summary>
internal sealed class VendorAddress : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly TcpListener _proxy;
    private readonly HttpClient _server;
    private readonly string _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private VendorAddress(WebApplication site, HttpClient server, string certificate)
    {
        (_site, _server, _certificate) = (site, server, certificate);
        _proxy = new TcpListener(IPAddress.Loopback, 0);
        _proxy.Start();
        _serving = ServeAsync();
    }

    /// <summary>The requested tunnels: <c>host:port</c>.</summary>
    public ConcurrentQueue<string> Tunnels { get; } = new();

    /// <summary>Environment for a Node.js program.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["HTTPS_PROXY"] = $"http://{_proxy.LocalEndpoint}",
        ["NO_PROXY"] = "",
        ["no_proxy"] = "",
        ["NODE_EXTRA_CA_CERTS"] = _certificate,
    };

    /// <param name="host">The host name in the address.</param>
    /// <param name="server">Where its requests are sent.</param>
    public static async Task<VendorAddress> StartAsync(string host, Uri server, CancellationToken cancellationToken)
    {
        var certificate = MakeCertificate(host);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), cancellationToken);
        var client = new HttpClient(new ContractHandler(server)) { BaseAddress = server };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var site = builder.Build();
        site.Run(context => ForwardAsync(client, context));
        await site.StartAsync(cancellationToken);
        return new VendorAddress(site, client, file);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _proxy.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _site.DisposeAsync();
        _server.Dispose();
        File.Delete(_certificate);
        _stop.Dispose();
    }

    private static X509Certificate2 MakeCertificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task ForwardAsync(HttpClient server, HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.Value!.TrimStart('/'));
        request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. value]))
            {
                request.Content.Headers.TryAddWithoutValidation(name, [.. value]);
            }
        }

        using var answer = await server.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await _proxy.AcceptTcpClientAsync(_stop.Token);
            _ = TunnelAsync(client);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using var caller = client;
        using var site = new TcpClient();
        await using var stream = caller.GetStream();
        var head = new List<byte>();
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            head.Add((byte)stream.ReadByte());
        }

        Tunnels.Enqueue(System.Text.Encoding.ASCII.GetString([.. head]).Split(' ')[1]);
        await site.ConnectAsync(IPAddress.Loopback, new Uri(_site.Urls.Single()).Port, _stop.Token);
        await stream.WriteAsync("HTTP/1.1 200 Connection Established\r\n\r\n"u8.ToArray(), _stop.Token);
        await using var target = site.GetStream();
        await Task.WhenAny(stream.CopyToAsync(target, _stop.Token), target.CopyToAsync(stream, _stop.Token));
    }
}
