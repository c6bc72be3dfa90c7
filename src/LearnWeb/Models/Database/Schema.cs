using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Database;

/// <summary>
/// Brings a database file to the schema of <see cref="LearnWebDb"/>. Steps are only ever added at the end; each runs in
/// one transaction together with the version it leads to, so that a process killed at any point leaves a
/// database from which the next start goes on. Why not migrations: docs/decisions/schema-steps.md.
/// </summary>
public static class Schema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE "GoalTicks" (
            "Visitor" TEXT NOT NULL,
            "Goal" TEXT NOT NULL,
            "At" INTEGER NOT NULL,
            CONSTRAINT "PK_GoalTicks" PRIMARY KEY ("Visitor", "Goal")
        );
        CREATE INDEX "IX_GoalTicks_At" ON "GoalTicks" ("At");
        """,
        """
        CREATE TABLE "GuestbookEntries" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_GuestbookEntries" PRIMARY KEY AUTOINCREMENT,
            "Visitor" TEXT NOT NULL,
            "Text" TEXT NOT NULL,
            "Key" TEXT NULL,
            "At" INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX "IX_GuestbookEntries_Visitor_Key" ON "GuestbookEntries" ("Visitor", "Key");
        CREATE INDEX "IX_GuestbookEntries_At" ON "GuestbookEntries" ("At");
        """,
        """
        CREATE TABLE "Accounts" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_Accounts" PRIMARY KEY,
            "IsGuest" INTEGER NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "UsedAt" INTEGER NOT NULL,
            "UserName" TEXT NULL,
            "NormalizedUserName" TEXT NULL,
            "PasswordHash" TEXT NULL,
            "SecurityStamp" TEXT NULL,
            "ConcurrencyStamp" TEXT NULL
        );
        CREATE UNIQUE INDEX "IX_Accounts_NormalizedUserName" ON "Accounts" ("NormalizedUserName");
        CREATE INDEX "IX_Accounts_IsGuest_UsedAt" ON "Accounts" ("IsGuest", "UsedAt");
        CREATE TABLE "Sessions" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_Sessions" PRIMARY KEY,
            "Owner" TEXT NOT NULL,
            "Name" TEXT NOT NULL,
            "Ticket" BLOB NOT NULL,
            "Browser" TEXT NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "SeenAt" INTEGER NOT NULL,
            CONSTRAINT "FK_Sessions_Accounts_Owner" FOREIGN KEY ("Owner") REFERENCES "Accounts" ("Id") ON DELETE CASCADE
        );
        CREATE INDEX "IX_Sessions_Owner" ON "Sessions" ("Owner");
        CREATE INDEX "IX_Sessions_SeenAt" ON "Sessions" ("SeenAt");
        CREATE TABLE "TokenFamilies" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_TokenFamilies" PRIMARY KEY,
            "Owner" TEXT NOT NULL,
            "Browser" TEXT NOT NULL,
            "CreatedAt" INTEGER NOT NULL,
            "SeenAt" INTEGER NOT NULL,
            CONSTRAINT "FK_TokenFamilies_Accounts_Owner" FOREIGN KEY ("Owner") REFERENCES "Accounts" ("Id") ON DELETE CASCADE
        );
        CREATE INDEX "IX_TokenFamilies_Owner" ON "TokenFamilies" ("Owner");
        CREATE INDEX "IX_TokenFamilies_SeenAt" ON "TokenFamilies" ("SeenAt");
        CREATE TABLE "RefreshTokens" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_RefreshTokens" PRIMARY KEY,
            "Family" TEXT NOT NULL,
            "RotatedAt" INTEGER NULL,
            CONSTRAINT "FK_RefreshTokens_TokenFamilies_Family" FOREIGN KEY ("Family") REFERENCES "TokenFamilies" ("Id") ON DELETE CASCADE
        );
        CREATE INDEX "IX_RefreshTokens_Family" ON "RefreshTokens" ("Family");
        CREATE TABLE "SigningKeys" (
            "Kid" TEXT NOT NULL CONSTRAINT "PK_SigningKeys" PRIMARY KEY,
            "PrivateKey" BLOB NOT NULL,
            "CreatedAt" INTEGER NOT NULL
        );
        """,
        """
        CREATE TABLE "LabVisits" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_LabVisits" PRIMARY KEY,
            "State" TEXT NOT NULL,
            CONSTRAINT "FK_LabVisits_Accounts_Id" FOREIGN KEY ("Id") REFERENCES "Accounts" ("Id") ON DELETE CASCADE
        );
        """,
        """
        ALTER TABLE "Accounts" ADD COLUMN "WrongGuesses" INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE "Accounts" ADD COLUMN "GuessableAt" INTEGER NOT NULL DEFAULT 0;
        """,
    ];

    /// <summary>Creates the file or takes the steps it lacks; a copy of an older file is kept beside it.</summary>
    /// <exception cref="InvalidOperationException">The file was made by a newer version of the site.</exception>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    public static void BringUpToDate(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL;");
        var version = Version(connection);
        if (version > Steps.Length)
        {
            throw new InvalidOperationException($"The database has version {version}; this program knows {Steps.Length}. Start the newer program, or another database.");
        }

        if (version > 0 && version < Steps.Length)
        {
            Copy(connection, version);
        }

        while (TakeOneStep(connection))
        {
        }
    }

    /// <returns>Whether there was a step to take.</returns>
    private static bool TakeOneStep(SqliteConnection connection)
    {
        // Immediate: a second process that starts at the same time waits here and then finds the step taken.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Version(connection);
        if (version >= Steps.Length)
        {
            return false;
        }

        Run(connection, Steps[version]);
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1};"));
        transaction.Commit();
        return true;
    }

    private static void Copy(SqliteConnection connection, int version)
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{connection.DataSource}.version-{version}");
        if (!File.Exists(copy))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            command.ExecuteNonQuery();
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
