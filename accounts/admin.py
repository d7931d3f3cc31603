"""What allauth registers is for nobody to see or change: addresses and secrets are kept on the person's own pages."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

admin.site.unregister([EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])
