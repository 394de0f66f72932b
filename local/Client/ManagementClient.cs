namespace SegFunctions.Local.Client;

/// <summary>Manages a server's keys and balances, for its operators.</summary>
/// <param name="server">Base URL, with or without a trailing slash.</param>
/// <param name="apiKey">A key with the scope <c>manage</c>.</param>
/// <param name="time">For pauses.</param>
internal sealed class ManagementClient(Uri server, string apiKey, TimeProvider time) : IDisposable
{
    private readonly ApiConnection _api = new(server, apiKey, time);

    public Task<CreatedKey> CreateKeyAsync(CreateKeyBody body, CancellationToken cancellationToken) =>
        _api.AskAsync<CreatedKey>(HttpMethod.Post, "manage/keys", body, cancellationToken);

    public async Task<IReadOnlyList<KeyDetails>> ListKeysAsync(CancellationToken cancellationToken) =>
        (await _api.AskAsync<KeyList>(HttpMethod.Get, "manage/keys", null, cancellationToken)).Keys;

    public Task RevokeKeyAsync(string keyId, CancellationToken cancellationToken) =>
        _api.TellAsync(HttpMethod.Delete, $"manage/keys/{Uri.EscapeDataString(keyId)}", cancellationToken);

    public Task<AccountState> GetAccountAsync(string account, CancellationToken cancellationToken) =>
        _api.AskAsync<AccountState>(HttpMethod.Get, $"manage/accounts/{Uri.EscapeDataString(account)}", null, cancellationToken);

    /// <param name="account">May be an account that is not in use yet.</param>
    /// <param name="tokens">Null to remove the balance.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AccountState> SetTokensAsync(string account, long? tokens, CancellationToken cancellationToken) =>
        _api.AskAsync<AccountState>(
            HttpMethod.Put, $"manage/accounts/{Uri.EscapeDataString(account)}", new SetTokensBody(tokens), cancellationToken);

    public void Dispose() => _api.Dispose();
}
