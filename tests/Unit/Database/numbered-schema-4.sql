CREATE TABLE "GoalTicks" (
    "Visitor" TEXT NOT NULL,
    "Goal" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_GoalTicks" PRIMARY KEY ("Visitor", "Goal")
);
CREATE INDEX "IX_GoalTicks_At" ON "GoalTicks" ("At");
CREATE TABLE "GuestbookEntries" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_GuestbookEntries" PRIMARY KEY AUTOINCREMENT,
    "Visitor" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "Key" TEXT NULL,
    "At" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "IX_GuestbookEntries_Visitor_Key" ON "GuestbookEntries" ("Visitor", "Key");
CREATE INDEX "IX_GuestbookEntries_At" ON "GuestbookEntries" ("At");
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
CREATE TABLE "LabVisits" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_LabVisits" PRIMARY KEY,
    "State" TEXT NOT NULL,
    CONSTRAINT "FK_LabVisits_Accounts_Id" FOREIGN KEY ("Id") REFERENCES "Accounts" ("Id") ON DELETE CASCADE
);
PRAGMA user_version = 4;
