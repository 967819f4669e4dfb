*** Settings ***
Documentation    Run with --loglevel WARN: at INFO the log holds every header.
Library          RequestsLibrary
Suite Setup      Sign In


*** Test Cases ***
Refuses A Caller Without A Token
    GET    %{BASE_URL}/orders    expected_status=401

Creates An Order
    ${order}=    Create Dictionary    item=espresso cup    quantity=${2}
    ${created}=    POST On Session    api    /orders    json=${order}    expected_status=201
    ${response}=    GET On Session    api    /orders/${created.json()}[id]    expected_status=200
    Should Be Equal    ${response.json()}[item]    espresso cup


*** Keywords ***
Sign In
    ${headers}=    Create Dictionary    Authorization=Bearer %{ID_TOKEN}
    Create Session    api    %{BASE_URL}    headers=${headers}
